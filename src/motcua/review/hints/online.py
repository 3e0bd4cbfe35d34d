"""Online services that people do not use or can hardly use, and why; and steps that only wait."""

from motcua.review.hints.found import Evidence, Hint
from motcua.review.hints.reading import Catalogue, Paper, Text, Use
from motcua.rules.paper_names import is_issued, one_spelling
from motcua.rules.parameters.compliance_times import PARAMETERS

P = {key: float(parameter.value) for key, parameter in PARAMETERS.items()}
# Two visits (file, collect) against filing online.
SAVED_ONLINE = 2 * P["hours_per_visit"] - P["hours_filing_online"]
# ASSUMPTION: with fewer dossiers a share says nothing; below this share a service is hardly used.
LEAST_DOSSIERS, HARDLY = 30, 0.10
ORIGINAL, BODILY = ("bản gốc", "bản chính"), ("mẫu vật", "mẫu sản phẩm", "hiện vật")
LEAST_FEE = 1_000
Reason = tuple[str, str]


def online_unused(catalogue: Catalogue) -> list[Hint]:
    """Return full online services with an obstacle in their own text, or that the ledger shows hardly used."""
    hints = []
    for text in catalogue.texts:
        if text.online_level == "none" or text.is_internal:
            continue
        use, reasons = catalogue.uses.get(text.code), obstacles(text)
        hardly = use is not None and use.dossiers >= LEAST_DOSSIERS and use.online < HARDLY * use.dossiers
        if hardly or (text.online_level == "full" and reasons and use is None):
            hints.append(_hint(text, use, reasons, catalogue))
    return hints


def obstacles(text: Text) -> list[Reason]:
    """Return why a person could not finish online, as far as the published text tells."""
    found = []
    if "online" not in text.channels:
        found.append(("không có cách nộp trực tuyến nào được công bố", "no online channel is published"))
    originals = [paper for paper in text.papers if _wants_original(paper)]
    if originals:
        found.append(
            (
                f"{len(originals)} giấy tờ phải nộp bản gốc hoặc mẫu vật",
                f"{len(originals)} papers are wanted as originals",
            )
        )
    online, direct = _fastest(text, "online"), _fastest(text, "direct")
    if online is not None and direct is not None and online > direct:
        found.append((f"nộp trực tuyến lâu hơn trực tiếp ({online:g} so với {direct:g} ngày)",
                      f"online takes longer than in person ({online:g} against {direct:g} days)"))  # fmt: skip
    dear, cheap = text.costs.get("online"), text.costs.get("direct")
    if dear and cheap and max(dear) > max(cheap) >= LEAST_FEE:
        found.append((f"lệ phí trực tuyến cao hơn ({max(dear):,.0f} so với {max(cheap):,.0f} đồng)",
                      f"the fee is higher online ({max(dear):,.0f} against {max(cheap):,.0f} đồng)"))  # fmt: skip
    return found


def _wants_original(paper: Paper) -> bool:
    line = one_spelling(paper.line)
    if any(word in line for word in BODILY):
        return True
    wanted = any(word in line for word in ORIGINAL) and not any(
        word in line for word in ("bản sao", "đối chiếu", "chụp")
    )
    return wanted and is_issued(paper.name)


def _fastest(text: Text, method: str) -> float | None:
    days = [quantity for quantity, unit in text.channels.get(method, ()) if quantity and unit == "wd"]
    return max(days) if days else None


def _hint(text: Text, use: Use | None, reasons: list[Reason], catalogue: Catalogue) -> Hint:
    if use is None:
        vi, en = (
            "Dịch vụ “toàn trình” nhưng nội dung công bố cản trở nộp trực tuyến.",
            "“Full online”, but its own text stands in the way.",
        )
    else:
        vi = f"{use.online} trong {use.dossiers} hồ sơ nộp trực tuyến."
        en = f"{use.online} of {use.dossiers} dossiers came online."
    told = reasons or [
        ("văn bản công bố không cho thấy cản trở; nên hỏi người dân", "the text shows no obstacle; ask the people")
    ]
    yearly = catalogue.hours_a_year((text.code,), SAVED_ONLINE)
    share = (use.dossiers - use.online) / use.dossiers if use else 1.0
    return Hint(
        "online_unused", " ".join(text.name.split()), vi, en, (text.code,),
        tuple(Evidence(text.code, vi[:1].upper() + vi[1:], en[:1].upper() + en[1:]) for vi, en in told),
        hours_each=SAVED_ONLINE, hours_a_year=None if yearly is None else round(yearly * share, 1),
        fields=(text.field,) if text.field else (),
    )  # fmt: skip


def only_waiting(catalogue: Catalogue) -> list[Hint]:
    """Return where dossiers lie untouched, with another agency or waiting to be returned.

    Waiting is time of the clock, not work of people: it is shown apart and counts no hours saved.
    """
    names = {text.code: text for text in catalogue.texts}
    hints = []
    for wait in catalogue.waits:
        text = names.get(wait.code)
        if text is None:
            continue
        hints.append(
            Hint(
                "only_waiting", f"{' '.join(text.name.split())} – {wait.activity}",
                f"{wait.share:.0%} thời gian của hồ sơ nằm ở bước “{wait.activity}” mà không ai làm gì.",
                f"{wait.share:.0%} of the dossiers' time passes in “{wait.activity}” with nobody at work.",
                (wait.code,),
                (Evidence(wait.code, f"{wait.dossiers} hồ sơ, trung vị {wait.median_hours:.1f} giờ chờ",
                          f"{wait.dossiers} dossiers, median {wait.median_hours:.1f} hours of waiting"),),
                waiting_hours=round(wait.hours, 1), fields=(text.field,) if text.field else (),
            )
        )  # fmt: skip
    return hints
