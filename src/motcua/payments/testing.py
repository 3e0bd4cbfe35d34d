"""Simulators of the payment partners: they speak the real protocol over a socket, with faults on demand.

    python -m motcua.payments.testing vnpay --port 9001 --notice URL --secret S

Ships with the room so that a demonstration and the tests meet the same partner. Faults:
late, double, forged, wrong_amount, other_order, lost_notice, failed, ten.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import Request, urlopen

from motcua.core.clock_zone import VIETNAM
from motcua.core.local_server import LocalServer, QuietHandler
from motcua.payments.partners import paygov, vietqr, vnpay
from motcua.rules import vietqr as codes

_LATE_SECONDS = 0.3
Send = Callable[[dict[str, Any]], Any]


class Simulator(LocalServer):
    """One partner, listening on a port of this machine; `heard` keeps our side's answers."""

    def __init__(self, *, secret: str, notice_url: str = "", due_url: str = "", port: int = 0) -> None:
        self.secret, self.notice_url, self.due_url = secret, notice_url, due_url
        self.fault = ""
        self.heard: list[Any] = []
        self._count = 1000
        super().__init__(self._handler(), port)

    @property
    def address(self) -> str:
        return f"{self.root}/pay"

    def transaction(self) -> str:
        self._count += 1
        return str(self._count)

    def pay(self, given: dict[str, str]) -> tuple[int, str]:
        """Take one payment; return the status and where the browser goes, or what it reads."""
        raise NotImplementedError

    def deliver(self, notice: dict[str, Any], send: Send) -> None:
        """Send a notice as the present fault has it."""
        if self.fault == "lost_notice":
            return
        if self.fault == "late":
            time.sleep(_LATE_SECONDS)
        times = {"double": 2, "ten": 10}.get(self.fault, 1)
        with ThreadPoolExecutor(times) as pool:
            self.heard += list(pool.map(send, [notice] * times))

    def _handler(self) -> type[QuietHandler]:
        outer = self

        class Handler(QuietHandler):
            def do_GET(self) -> None:
                status, target = outer.pay(dict(parse_qsl(urlsplit(self.path).query)))
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", target)
                self.send_header("Content-Length", str(len(target.encode())))
                self.end_headers()
                self.wfile.write(target.encode())

        return Handler


def vnpay_told(
    given: Mapping[str, str], transaction: str, *, succeeded: bool = True, surplus: int = 0, reference: str = ""
) -> dict[str, str]:
    """Return what the gateway says about an order, not yet signed; `surplus` in hundredths of a đồng."""
    code = "00" if succeeded else "24"
    return {
        "vnp_TmnCode": given["vnp_TmnCode"],
        "vnp_Amount": str(int(given["vnp_Amount"]) + surplus),
        "vnp_BankCode": "NCB",
        "vnp_OrderInfo": given["vnp_OrderInfo"],
        "vnp_PayDate": f"{datetime.now(VIETNAM):%Y%m%d%H%M%S}",
        "vnp_ResponseCode": code,
        "vnp_TransactionStatus": code,
        "vnp_TransactionNo": transaction,
        "vnp_TxnRef": reference or given["vnp_TxnRef"],
    }


def paygov_told(reference: str, amount: int, transaction: str, succeeded: bool = True) -> dict[str, Any]:
    """Return what the platform says about a reference, not yet signed."""
    return {
        "maThamChieu": reference,
        "soTien": amount,
        "loaiTien": "VND",
        "maKetQua": "00" if succeeded else "99",
        "maGiaoDich": transaction,
        "thoiGianThanhToan": datetime.now(VIETNAM).isoformat(timespec="seconds"),
    }


def bank_told(code: Any, transaction: str, purpose: str = "") -> dict[str, Any]:
    """Return what a bank says about a transfer made by scanning `code`, not yet signed."""
    return {
        "account": code.account,
        "amount": code.amount or 0,
        "currency": "VND",
        "text": f"MBVCB.77.{purpose or code.purpose}.CT tu 0011 toi",
        "transaction": f"FT{transaction}",
        "paid_at": datetime.now(VIETNAM).isoformat(timespec="seconds"),
    }


class VnPaySimulator(Simulator):
    """The redirect gateway: checks our signature, tells our server, sends the browser back."""

    def pay(self, given: dict[str, str]) -> tuple[int, str]:
        if not vnpay.is_genuine(given, self.secret):
            return 400, "Sai chữ ký / wrong signature"
        told = vnpay_told(
            given,
            self.transaction(),
            succeeded=self.fault != "failed",
            surplus=100 if self.fault == "wrong_amount" else 0,
            reference="MCZZZZZZZZZZZZ" if self.fault == "other_order" else "",
        )
        told["vnp_SecureHash"] = vnpay.signature(told, self.secret)
        notice = dict(told)
        if self.fault == "forged":
            notice["vnp_SecureHash"] = vnpay.signature(told, "guess")
        self.deliver(notice, lambda params: _get(f"{self.notice_url}?{urlencode(params)}"))
        return 302, f"{given['vnp_ReturnUrl']}?{urlencode(told)}"


class PayGovSimulator(Simulator):
    """The national platform: asks what is due, collects it, notifies."""

    def pay(self, given: dict[str, str]) -> tuple[int, str]:
        question = {"maThamChieu": given["maThamChieu"]}
        due = _post(self.due_url, {**question, "chuKy": paygov.signature(question, self.secret)})
        if due.get("maLoi") != "00" or not paygov.is_genuine(due, self.secret):
            return 404, "Không có khoản phải nộp / nothing is due"
        told = paygov_told(given["maThamChieu"], int(due["soTien"]), self.transaction(), self.fault != "failed")
        if self.fault == "other_order":
            told["maThamChieu"] = "MCZZZZZZZZZZZZ"
        told["soTien"] += 1 if self.fault == "wrong_amount" else 0
        secret = "guess" if self.fault == "forged" else self.secret
        notice = {**told, "chuKy": paygov.signature(told, secret)}
        self.deliver(notice, lambda body: _post(self.notice_url, body))
        return 302, given["urlTroVe"]


class BankSimulator(Simulator):
    """A bank whose app scans the code and whose server tells us of incoming money."""

    def pay(self, given: dict[str, str]) -> tuple[int, str]:
        code = codes.read(given["code"])
        told = bank_told(code, self.transaction(), purpose="KHONG NHO MA" if self.fault == "other_order" else "")
        told["amount"] = int(code.amount or given.get("amount", "0")) + (1 if self.fault == "wrong_amount" else 0)
        told["signature"] = vietqr.signature(told, "guess" if self.fault == "forged" else self.secret)
        self.deliver(told, lambda body: _post(self.notice_url, body))
        return 200, "Đã chuyển / sent"


SIMULATORS = {"vnpay": VnPaySimulator, "paygov": PayGovSimulator, "vietqr": BankSimulator}


def _get(address: str) -> Any:
    with urlopen(address, timeout=20) as answer:  # noqa: S310 - an address of this machine
        return json.loads(answer.read())


def _post(address: str, body: dict[str, Any]) -> Any:
    content = json.dumps(body, ensure_ascii=False).encode()
    request = Request(address, content, {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urlopen(request, timeout=20) as answer:  # noqa: S310
            return json.loads(answer.read())
    except HTTPError as refusal:
        with refusal:
            return json.loads(refusal.read())


def main() -> None:
    """Run one simulator until it is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("partner", choices=SIMULATORS)
    parser.add_argument("--port", type=int, default=9001)
    parser.add_argument("--secret", required=True)
    parser.add_argument("--notice", required=True, help="address that hears notices")
    parser.add_argument("--due", default="", help="address that says what is due (paygov)")
    parser.add_argument("--fault", default="")
    given = parser.parse_args()
    simulator = SIMULATORS[given.partner](
        secret=given.secret, notice_url=given.notice, due_url=given.due, port=given.port
    )
    simulator.fault = given.fault
    with simulator:
        simulator.thread.join()


if __name__ == "__main__":
    main()
