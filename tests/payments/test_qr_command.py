"""`motcua qr` as its users meet it."""

import json
import subprocess
import sys

from motcua.rules import vietqr

GOOD = vietqr.write("970403", "0011012345678", amount=20000, purpose="Le phi H26")


def qr(*words, given=b""):
    command = [sys.executable, "-m", "motcua.cli", "qr", *words]
    return subprocess.run(command, input=given, capture_output=True, check=False)


def test_a_good_code_is_explained():
    answer = qr("read", GOOD, "--json")
    told = json.loads(answer.stdout)
    assert answer.returncode == 0
    assert told["ok"] is True
    assert (told["fields"]["amount"], told["fields"]["purpose"]) == (20000, "Le phi H26")


def test_a_bad_code_is_refused_in_both_languages():
    answer = qr("read", GOOD[:-1] + "?", "--json")
    assert answer.returncode == 1
    assert json.loads(answer.stdout)["ok"] is False
    assert "Cấu trúc" in answer.stderr.decode()
    assert "structure" in answer.stderr.decode()


def test_each_line_gets_one_line():
    lines = [GOOD.encode(), b"", b"\xff\xfe", GOOD.encode()[:-4] + b"0000\r", GOOD.encode()]
    answer = qr("read", "-", given=b"\n".join(lines))
    told = [json.loads(line) for line in answer.stdout.decode().splitlines()]
    assert [one["ok"] for one in told] == [True, False, False, False, True]
    assert all(set(one) >= {"ok", "fields", "reason"} for one in told)
    assert answer.returncode == 0


def test_what_cannot_be_written_is_refused():
    answer = qr("write", "--bin", "97040", "--account", "1")
    assert (answer.returncode, answer.stdout) == (1, b"")
    assert "sáu chữ số" in answer.stderr.decode()


def test_a_code_is_written_and_the_command_does_not_load_django():
    answer = qr(
        "write", "--bin", "970403", "--account", "0011012345678", "--amount", "20000", "--purpose", "Le phi H26"
    )
    assert answer.stdout.decode().strip() == GOOD
    probe = "import sys; from motcua.cli import main; main(['qr','read','x']); print('django' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"
