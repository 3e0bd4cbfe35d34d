"""Short Vietnamese wording of a time limit and a price, for tables and descriptions."""

from decimal import Decimal

from motcua.procedures.contents import ChannelContent, CostContent, VersionContent
from motcua.procedures.limits import limit_of
from motcua.procedures.models import Channel, Cost
from motcua.procedures.phrases import phrase_of
from motcua.rules.time_limits import TimeUnit

SOURCE_VI = "Nguồn: Cổng Dịch vụ công Quốc gia, bản chụp ngày 18/7/2026; không phải bản chính thức"
SOURCE_EN = "Source: National Public Service Portal, snapshot of 18 July 2026; not an official copy"

_UNITS = {
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.DAY: "ngày",
    TimeUnit.HOUR: "giờ làm việc",
    TimeUnit.MONTH: "tháng",
    TimeUnit.YEAR: "năm",
}


def time_text(quantity: Decimal | None, unit: str, text: str = "") -> str:
    """Return “3 ngày làm việc”, “Giải quyết ngay” or what the source wrote."""
    limit = limit_of(quantity, unit, text)
    if limit.unit is TimeUnit.IMMEDIATE:
        return "Giải quyết ngay"
    if limit.unit is TimeUnit.OTHER:
        return text.strip() or "Xem nội dung"
    return f"{limit.quantity} {_UNITS[limit.unit]}"


def channel_text(channel: ChannelContent) -> str:
    """Return a channel with its time limit."""
    method = phrase_of(Channel.Method, channel.method).vi
    return f"{method}: {time_text(channel.quantity, channel.unit, channel.time_text or channel.note)}"


def cost_text(cost: CostContent) -> str:
    """Return a price as published; zero with a note is never free."""
    kind = phrase_of(Cost.Kind, cost.kind).vi
    if cost.state == Cost.State.AMOUNT and cost.amount is not None:
        amount = f"{int(cost.amount):,}".replace(",", ".") if cost.amount == int(cost.amount) else str(cost.amount)
        return f"{kind}: {amount} {'đồng' if cost.currency == 'VND' else cost.currency}"
    return f"{kind}: {phrase_of(Cost.State, cost.state).vi}"


def summary(content: VersionContent) -> str:
    """Return a sentence or two that says what the procedure is, made from its facts."""
    parts = [content.name.strip().rstrip(".")]
    if content.field:
        parts.append(f"Lĩnh vực: {content.field.name.strip()}")
    executing = dict.fromkeys(a.name.strip() for a in content.agencies if a.role == "executing")
    if executing:
        parts.append("Cơ quan thực hiện: " + ", ".join(executing))
    return ". ".join(parts) + "."
