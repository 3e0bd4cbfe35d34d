"""How fast papers are drawn, signed and verified, and payment codes read and written."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


def timed(work: Callable[[], Any], times: int) -> dict[str, float]:
    """Return median and 95th percentile of the clock, and processor time per piece, in milliseconds."""
    took = []
    cpu = time.process_time()
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / times
    p95 = sorted(took)[int(len(took) * 0.95) - 1]
    return {"figure": round(statistics.median(took), 2), "p95": round(p95, 2), "cpu": round(cpu, 2)}


def run() -> Iterator[dict[str, Any]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "documents"))
    from factories import FACTS, ISSUED

    from motcua.documents import signing, typesetting
    from motcua.documents.services import plain
    from motcua.rules import vietqr

    head = {"governing_body": "UBND phường Mẫu", "unit_name": "Trung tâm Phục vụ hành chính công", "signer_title": ""}
    head |= {"place": "Hà Nội", "office_mark": "TTPVHCC"}
    form = {"name": "Mẫu số 01", "title": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "size": "a5", "source": ""}

    def receipt(layout: str = "2025/receipt", kind: str = "receipt") -> bytes:
        given = {**FACTS[kind], "number": "01/X", "head": head, "form": form, "seal": "", "check_address": "http://x/a"}
        given["qr"] = typesetting.qr_svg("http://127.0.0.1:8000/tra-cuu/?ma=H26.15-250805-0012")
        return typesetting.draw(layout, plain(given), ISSUED)

    began = time.perf_counter()
    receipt()
    first = round((time.perf_counter() - began) * 1000, 1)
    yield {"work": "statutory receipt, the first in a process", "figure": first, "unit": "ms"}
    yield {"work": "statutory receipt after the first, with QR", **timed(receipt, 200), "unit": "ms", "goal": 10}
    result = receipt("common/result", "result")
    signatory = signing.demonstration_signatory("Lê Hữu Phước", "UBND phường Mẫu")
    signed = signing.sign_pdf(result, signatory)
    yield {"work": "sign with stamp and time", **timed(lambda: signing.sign_pdf(result, signatory), 20), "unit": "ms"}
    yield {"work": "verify one signature", **timed(lambda: signing.verify_pdf(signed), 20), "unit": "ms"}
    code = vietqr.write("970403", "0011012345678", amount=58000, purpose="MCABCDEFGHJKLM")
    yield {"work": "read a payment code", **timed(lambda: [vietqr.read(code) for _ in range(1000)], 20), "unit": "µs"}
