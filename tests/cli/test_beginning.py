"""What `docs/how-to/begin.md` promises: from an empty database to officers at work."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from motcua.accounts.models import Account, AdministrationRecord
from motcua.agencies.models import Posting, Unit
from motcua.cli import main

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "begin.md"
OFFICER = ["agencies", "officer", "quantri", "--name", "Nguyễn Thị Quản Trị", "--unit", "H26"]


@pytest.fixture
def units(tmp_path):
    text = re.search(r"```csv\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL).group(1)
    path = tmp_path / "units.csv"
    path.write_text("\n".join(line.strip() for line in text.splitlines()), encoding="utf-8")
    assert main(["agencies", "import", str(path)]) == 0


def test_the_units_of_the_page_have_the_kind_they_state(units):
    kinds = dict(Unit.objects.filter(code__startswith="H26.").values_list("code", "kind"))
    assert kinds == {"H26.14": "department", "H26.800": "commune", "H26.800.1": "one_stop"}


def test_a_body_of_a_province_is_a_department_unless_it_says_otherwise(tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("code,name,level,parent\nH26.15,Sở Xây dựng,province,H26\n", encoding="utf-8")
    assert main(["agencies", "import", str(path)]) == 0
    assert Unit.objects.get(code="H26.15").kind == "department"
    path.write_text("code,name,level,kind,parent\nH26.15,Sở Xây dựng,province,palace,H26\n", encoding="utf-8")
    assert main(["agencies", "import", str(path)]) == 0
    assert Unit.objects.get(code="H26.15").kind == "department"


def test_the_first_administrator_signs_in_and_opens_the_next_officer(units, capsys):
    capsys.readouterr()
    assert main([*OFFICER, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["duties"] == ["administer"]
    client = Client()
    assert client.login(username="quantri", password=answer["password"])
    facts = {"username": "tiepnhan", "full_name": "Trần Văn Nhận", "reason": "bắt đầu"}
    assert "tiepnhan" in client.post("/xu-ly/can-bo/moi/", facts).content.decode()
    assert Account.objects.get(username="tiepnhan").is_officer
    record = AdministrationRecord.objects.get(act="open_account", about__username="quantri")
    assert (record.by, record.reason) == (None, "motcua agencies officer")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([*OFFICER, "--duties", "rule"], "there is no duty “rule”"),
        ([*OFFICER, "--duties", ","], "choose at least one duty"),
        ([*OFFICER[:-1], "NOWHERE"], "No unit has the code “NOWHERE”"),
    ],
)
def test_a_refused_officer_leaves_nothing_behind(words, sentence, capsys):
    assert main(words) == 1
    assert sentence in capsys.readouterr().err
    assert not Account.objects.filter(username="quantri").exists()
    assert not Posting.objects.exists()


def test_a_name_is_given_once(capsys):
    assert main(OFFICER) == 0
    assert main(OFFICER) == 1
    assert "is taken" in capsys.readouterr().err
