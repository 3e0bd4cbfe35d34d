"""One procedure in the words of `LayThuTuc`; what is not known stays empty.

Time and fees hang on the channel, papers on the case, as in the portal's own answers.
"""

from decimal import Decimal
from typing import Any

from motcua.procedures.contents import CaseContent, ChannelContent, EvidenceContent, VersionContent

KENH = {"direct": "1", "online": "2", "postal": "3"}
UNITS = {"wd": "WORKING_DAY", "d": "DAY", "h": "HOUR", "m": "MONTH", "y": "YEAR"}


def told(code: str, content: VersionContent) -> dict[str, Any]:
    """Return the result of `LayThuTuc` for a published text."""
    return {
        "MATTHC": code,
        "TENTTHC": content.name,
        "MACOQUANCONGBO": content.announcer.code,
        "TRANGTHAI": "1",
        "LINHVUCTHUCHIEN": [{"MALINHVUC": content.field.code, "TENLINHVUC": content.field.name}]
        if content.field
        else [],
        "TRINHTUTHUCHIEN": [{"TRUONGHOP": heading, "TRINHTU": [text]} for heading, text in content.steps],
        "CACHTHUCTHUCHIEN": [_channel(channel) for channel in content.channels],
        "THANHPHANHOSO": [
            *([{"TRUONGHOP": "", "GIAYTO": [_paper(paper) for paper in content.evidence]}] if content.evidence else []),
            *(_case(case) for case in content.cases if case.evidence),
        ],
        "YEUCAU": "\n".join(content.requirements),
        "DOITUONGTHUCHIEN": [audience.name for audience in content.audiences],
        "KETQUATHUCHIEN": [{"MAKETQUA": each.code, "TENKETQUA": each.name} for each in content.outputs],
        "CANCUPHAPLY": [{"SOVANBAN": each.code, "TENVANBAN": each.name} for each in content.legal_resources],
        "COQUANTHUCHIEN": [
            {"MADONVI": each.code, "TENDONVI": each.name} for each in content.agencies if each.role == "executing"
        ],
    }


def _number(quantity: Decimal | None) -> str:
    return "" if quantity is None else f"{quantity.normalize():f}"


def _channel(channel: ChannelContent) -> dict[str, Any]:
    fees = [
        {
            "MAPHILEPHI": cost.kind,
            "SOTIEN": "0" if cost.state == "free" else _number(cost.amount),
            "DONVI": cost.currency,
            "MOTA": cost.note,
        }
        for cost in channel.costs
    ]
    time = {
        "THOIGIANGIAIQUYET": _number(channel.quantity),
        "DONVITINH": UNITS.get(channel.unit, "OTHER"),
        "MOTA": channel.time_text,
        "PHILEPHI": fees,
    }
    return {"KENH": KENH.get(channel.method, ""), "THOIGIAN": [time]}


def _case(case: CaseContent) -> dict[str, Any]:
    return {"TRUONGHOP": case.name, "GIAYTO": [_paper(paper) for paper in case.evidence]}


def _paper(paper: EvidenceContent) -> dict[str, Any]:
    template = paper.templates[0] if paper.templates else {}
    return {
        "MAGIAYTO": paper.code,
        "TENGIAYTO": paper.name,
        "TENMAUDON": str(template.get("name", "")),
        "URL": str(template.get("url", "")),
    }
