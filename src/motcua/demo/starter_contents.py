"""The starter services as the catalogue's own values: whole texts, processes, steps.

Pure: reads the TOML through `starter`, gives `VersionContent` and `Process`.
"""

from decimal import Decimal
from functools import cache

from motcua.demo import starter
from motcua.demo.starter import StarterService
from motcua.procedures.contents import (
    AgencyContent,
    CaseContent,
    ChannelContent,
    CostContent,
    EvidenceContent,
    Named,
    VersionContent,
)
from motcua.rules.processes import Process, ProcessStep, process_of
from motcua.rules.time_limits import TimeLimit, TimeUnit

LABEL = "Nội dung minh họa do dự án viết, không phải văn bản chính thức."
AUDIENCES = {
    "citizen": Named("citizen", "Công dân", kind="citizen"),
    "business": Named("business", "Doanh nghiệp", kind="business"),
    "state_body": Named("state_body", "Cơ quan, tổ chức", kind="organisation"),
}
MINISTRIES = {
    "G01": "Bộ Công an",
    "G02": "Bộ Công Thương",
    "G03": "Bộ Giáo dục và Đào tạo",
    "G09": "Bộ Nội vụ",
    "G10": "Bộ Nông nghiệp và Môi trường",
    "G12": "Bộ Tài chính",
    "G15": "Bộ Tư pháp",
    "G16": "Bộ Văn hóa, Thể thao và Du lịch",
    "G17": "Bộ Xây dựng",
    "G18": "Bộ Y tế",
}
# Working hours that a step shares, by unit of the limit; calendar days at five working days in seven.
HOURS = {TimeUnit.WORKING_DAY: Decimal(8), TimeUnit.DAY: Decimal(40) / 7, TimeUnit.HOUR: Decimal(1)}
# A service that asks for no paper still has its form: the law wants the parts of the dossier named.
DECLARATION = EvidenceContent(
    name="Tờ khai (thay bằng biểu mẫu điện tử của cổng)", code="TK", is_mandatory=False, has_electronic_form=True
)
OFFICES = {
    "one_stop": "Bộ phận một cửa",
    "competent": "Cơ quan giải quyết",
    "consulted": "Cơ quan được lấy ý kiến",
    "tax": "Cơ quan thuế",
    "police": "Cơ quan công an",
    "insurance": "Bảo hiểm xã hội",
    "superior": "Cơ quan cấp trên",
}
SAME_DAY, OPEN_ENDED = Decimal(8), Decimal(80)


def content_of(service: StarterService) -> VersionContent:
    """Return the whole text of one starter service."""
    limit = TimeLimit.parse(service.limit)
    field_vi, _ = starter.names()["field"][service.field]
    levels = list(service.levels)
    if service.more.get("vertical"):
        levels.append("vertical")
    if service.more.get("other_agency"):
        levels.append("other")
    condition = service.more.get("condition")
    return VersionContent(
        name=service.vi,
        field=Named(f"MC-{service.field}", field_vi),
        announcer=Named(service.announced_by, MINISTRIES[service.announced_by]),
        levels=tuple(levels),
        audiences=tuple(AUDIENCES[audience] for audience in service.audiences),
        online_level=service.online,
        is_non_territorial=True,
        steps=_steps(service),
        channels=tuple(_channels(service, limit)),
        cases=tuple(
            CaseContent(name=name, code=f"{service.code}.{place:02d}")
            for place, name in enumerate(service.more.get("cases", ()), start=1)
        ),
        evidence=tuple(_paper(paper, place) for place, paper in enumerate(service.papers, start=1)) or (DECLARATION,),
        requirements=(condition,) if condition else (),
        outputs=(Named(f"KQ.{service.code}", service.output[0]),),
        legal_resources=tuple(Named(number, title, source_key=number) for number, title in service.law),
        agencies=(
            AgencyContent("executing", service.executing, is_class=True),
            AgencyContent("competent", service.executing, is_class=True),
        ),
        life_events=tuple(_life(slug) for slug in service.life),
        texts=_texts(service),
    )


def _steps(service: StarterService) -> tuple[tuple[str, str], ...]:
    pattern = starter.processes()[service.process]
    listed = "; ".join(f"{place}. {step['vi']}" for place, step in enumerate(pattern["steps"], start=1))
    filing = "Nộp trực tuyến, tại bộ phận một cửa bất kỳ trong tỉnh, hoặc qua bưu chính."
    if service.online == "none":
        filing = "Nộp tại bộ phận một cửa bất kỳ trong tỉnh hoặc qua bưu chính."
    return (("Nộp hồ sơ", filing), ("Giải quyết", listed), ("Nhận kết quả", "Theo cách bạn đã chọn khi nộp."))


def _channels(service: StarterService, limit: TimeLimit) -> list[ChannelContent]:
    methods = ["direct", "postal"] if service.online == "none" else ["online", "direct", "postal"]
    quantity = None if limit.unit in (TimeUnit.OTHER, TimeUnit.IMMEDIATE) else Decimal(limit.quantity)
    channels = []
    for method in methods:
        fee = service.more.get("fee_online", service.fee) if method == "online" else service.fee
        channels.append(
            ChannelContent(
                method=method,
                quantity=quantity,
                unit=limit.unit.value,
                time_text=service.more.get("limit_note", ""),
                costs=(_cost(fee, service.more.get("fee_note", "")),),
            )
        )
    return channels


def _cost(fee: int | str, note: str) -> CostContent:
    if fee == "free":
        return CostContent(kind="fee", state="free")
    if isinstance(fee, str):
        return CostContent(kind="fee", state="see_note", note=fee)
    return CostContent(kind="fee", state="amount", amount=Decimal(fee), note=note)


def _paper(paper: tuple[object, ...], place: int) -> EvidenceContent:
    vi, _, originals, copies, mandatory, source = paper
    return EvidenceContent(
        name=str(vi),
        code=f"GT{place:02d}" if not str(source).startswith("9.") else f"KQ.{source}",
        originals=int(str(originals)),
        copies=int(str(copies)),
        is_mandatory=bool(mandatory),
        is_processing_result=str(source).startswith("9."),
    )


def _life(slug: str) -> Named:
    vi, _, audience = starter.names()["life"][slug]
    return Named(slug, vi, kind="business" if audience == "business" else "life")


def _texts(service: StarterService) -> dict[str, object]:
    texts: dict[str, object] = {
        "note": LABEL,
        "name_en": service.en,
        "output_en": service.output[1],
        "keywords": ", ".join(service.keywords),
        "sources": {str(paper[0]): paper[5] for paper in service.papers if paper[5]},
    }
    if reason := service.more.get("online_reason"):
        texts["online_reason"] = reason
    if group := service.more.get("group"):
        texts["group"] = {"codes": group, "order": service.more.get("group_order", "at_once")}
    if service.more.get("financial_duty"):
        texts["financial_duty"] = True
    return texts


@cache
def process_for(service_code: str) -> Process:
    """Return the internal process of a starter service; hours are shares of its limit."""
    service = next(service for service in starter.services() if service.code == service_code)
    limit = TimeLimit.parse(service.limit)
    if limit.unit is TimeUnit.IMMEDIATE:
        whole = SAME_DAY
    elif limit.unit in HOURS:
        whole = Decimal(limit.quantity) * HOURS[limit.unit]
    else:
        whole = OPEN_ENDED
    cent = Decimal("0.01")
    return process_of(
        ProcessStep(
            key=step["key"],
            name=step["vi"],
            name_en=step["en"],
            office=OFFICES[step["office"]],
            duty=step["duty"],
            hours=(Decimal(str(step["share"])) * whole).quantize(cent),
            after=tuple(step.get("after", ())),
            consults=(step["office"],) if step.get("consult") else (),
        )
        for step in starter.processes()[service.process]["steps"]
    )
