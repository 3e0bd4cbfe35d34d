"""`motcua report editions|compare` and `--send`: reports as they were sent, and what differs between two of them."""

import argparse
from typing import TYPE_CHECKING, Any

from motcua.cli.output import print_json

if TYPE_CHECKING:
    from motcua.reports.models import ReportEdition
    from motcua.reports.request import Request


def list_editions(as_json: bool) -> int:
    """List the reports that were sent, latest first."""
    from motcua.reports.selectors import editions

    sent = [_told(each) for each in editions()]
    if as_json:
        print_json(sent)
    for each in () if as_json else sent:
        print(f"{each['number']:<40} {each['sent_at']:%d/%m/%Y %H:%M}  {each['signer']}  {each['reason']}")
    if not sent and not as_json:
        print("Chưa gửi báo cáo nào. / No report was sent yet.")
    return 0


def compare(args: argparse.Namespace) -> int:
    """Compare an edition with another one, or with the same report today."""
    from motcua.reports import selectors

    sent = selectors.edition_numbered(args.edition or "")
    against = selectors.edition_numbered(args.against) if args.against else None
    found: selectors.Compared = selectors.compared(sent, against) if against else selectors.reissue(sent)
    answer: dict[str, Any] = {
        "edition": sent.number,
        "against": against.number if against else None,
        "differences": [
            {"row": d.row, "column": d.column, "vi": d.vi, "en": d.en, "earlier": d.sent, "later": d.now}
            for d in found.differences
        ],
        "causes": [{"vi": vi, "en": en, "many": many} for vi, en, many in found.causes],
        "dossiers": list(found.dossiers),
    }
    if isinstance(found, selectors.Reissue):
        answer["again_identical"] = found.again_identical
    if args.json:
        print_json(answer)
        return 0
    for each in answer["differences"]:
        print(f"{each['vi']} / {each['en']}: {_shown(each['earlier'])} → {_shown(each['later'])}")
    for each in answer["causes"]:
        print(f"  {each['vi']} / {each['en']}: {each['many']:,}")
    if answer["dossiers"]:
        print("  " + ", ".join(answer["dossiers"]))
    if not answer["differences"]:
        print("Không có số liệu nào khác. / No figure is different.")
    if answer.get("again_identical") is False:
        print("Lập lại không giống bản đã gửi! / Drawn up again it is not what was sent!")
        return 1
    return 0


def send(name: str, request: "Request", reason: str, as_json: bool) -> int:
    """Freeze, number and sign a report; a second sending needs a reason and a difference."""
    from motcua.reports.services import send as freeze

    sent = freeze(name=name, request=request, reason=reason)
    if as_json:
        print_json(_told(sent))
    else:
        print(f"{sent.number}  SHA-256 {sent.sha256}")
    return 0


def _told(sent: "ReportEdition") -> dict[str, Any]:
    names = ("number", "report", "period", "window", "level", "agency_code", "edition", "known_at", "sent_at",
             "signer", "reason", "sha256")  # fmt: skip
    return {name: getattr(sent, name) for name in names}


def _shown(value: object) -> str:
    return "–" if value is None else str(value)
