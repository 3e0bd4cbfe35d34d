"""Enter the level-1 bodies of the State and their reorganisations into the books."""

from datetime import date

from django.db import transaction

from motcua.agencies.founding import found_unit, reorganise
from motcua.agencies.kinds import ChangeKind, UnitKind
from motcua.agencies.models import ChangeEvent, Unit, UnitCode
from motcua.agencies.national_frame import (
    CENTRAL_BODIES,
    HUE_BECAME_A_CITY_ON,
    MERGED_PROVINCES,
    MINISTRIES_REORGANISED_ON,
    MINISTRY_PASSES,
    PROVINCE_RESOLUTION,
    PROVINCES,
    PROVINCES_MERGED_ON,
    CentralBody,
    Province,
)
from motcua.rules.agency_codes import CodeStyle, level1_in_both_styles
from motcua.rules.levels import BEGINNING_UNKNOWN, Level

SOURCE = "Khung cấp 1 / level-1 frame"
_HUE = "H57"
# By which a file may name a body of the frame as the parent of its own.
FRAME_CODES = frozenset(
    {*PROVINCES, *(each.gso for each in PROVINCES.values()), *(body.code for body in CENTRAL_BODIES)}
)
_EXPECTED = len(CENTRAL_BODIES) + len(PROVINCES) + len(MERGED_PROVINCES) + 1


@transaction.atomic
def establish_national_frame() -> dict[str, int]:
    """Enter central bodies, 63 and 34 provinces and their change events; a second call changes nothing."""
    if Unit.objects.filter(source=SOURCE).count() >= _EXPECTED:
        return {"units": 0, "events": 0}
    units, events = Unit.objects.count(), ChangeEvent.objects.count()
    _enter_central_bodies()
    _enter_provinces()
    return {"units": Unit.objects.count() - units, "events": ChangeEvent.objects.count() - events}


def _enter_central_bodies() -> None:
    now, before = {}, {}
    for body in CENTRAL_BODIES:
        unit = _enter_body(body)
        if not body.ends:
            now[body.code] = unit
        if not body.begins:
            before[body.code] = unit
    if ChangeEvent.objects.filter(happened_on=MINISTRIES_REORGANISED_ON).exists():
        return
    for code in dict.fromkeys(source for source, _, _ in MINISTRY_PASSES):
        passes = [(before[code], now[to], whole) for source, to, whole in MINISTRY_PASSES if source == code]
        renamed = passes[0][1] is not None and passes[0][1].code == code
        kind = ChangeKind.SPLIT if len(passes) > 1 else ChangeKind.RENAME if renamed else ChangeKind.MERGE
        reorganise(
            kind=kind,
            happened_on=MINISTRIES_REORGANISED_ON,
            passes=passes,
            note="Chưa kiểm chứng ngày và căn cứ / day and basis unverified",
        )


def _enter_body(body: CentralBody) -> Unit:
    texts = (body.code,) if body.code.isdigit() else level1_in_both_styles(body.code)
    unit = found_unit(
        code=body.code,
        name=body.name,
        name_en=body.name_en,
        level=Level.VERTICAL if body.is_vertical else Level.CENTRAL,
        kind=UnitKind.MINISTRY if body.is_ministry else UnitKind.CENTRAL_BODY,
        valid_from=MINISTRIES_REORGANISED_ON if body.begins else BEGINNING_UNKNOWN,
        valid_before=MINISTRIES_REORGANISED_ON if body.ends else None,
        source=SOURCE,
        more_codes=texts,
    )
    if not body.is_verified:
        unit.codes.update(is_verified=False)
    return unit


def _enter_provinces() -> None:
    absorbed = {old for _, olds in MERGED_PROVINCES.values() for old in olds}
    before: dict[str, Unit] = {}
    for province in PROVINCES.values():
        ends = PROVINCES_MERGED_ON if province.code in absorbed else None
        if province.code == _HUE:
            _enter_hue(province)
            continue
        before[province.code] = _enter_province(province, province.full_name, province.gso, ends=ends)
    if ChangeEvent.objects.filter(happened_on=PROVINCES_MERGED_ON, legal_basis=PROVINCE_RESOLUTION).exists():
        return
    for code, (gso, olds) in MERGED_PROVINCES.items():
        after = _enter_province(PROVINCES[code], PROVINCES[code].full_name, gso, begins=PROVINCES_MERGED_ON)
        reorganise(
            kind=ChangeKind.MERGE,
            happened_on=PROVINCES_MERGED_ON,
            legal_basis=PROVINCE_RESOLUTION,
            passes=[(before[old], after, True) for old in olds],
        )


def _enter_hue(province: Province) -> None:
    old = _enter_province(province, province.full_name, province.gso, ends=HUE_BECAME_A_CITY_ON)
    new = _enter_province(province, "Thành phố Huế", province.gso, begins=HUE_BECAME_A_CITY_ON)
    if not old.successions.exists():
        reorganise(
            kind=ChangeKind.RENAME,
            happened_on=HUE_BECAME_A_CITY_ON,
            passes=[(old, new, True)],
            note="Chưa kiểm chứng căn cứ / basis unverified",
        )


def _enter_province(
    province: Province, name: str, gso: str, *, begins: date = BEGINNING_UNKNOWN, ends: date | None = None
) -> Unit:
    unit = found_unit(
        code=province.code,
        name=name,
        level=Level.PROVINCE,
        kind=UnitKind.PROVINCE,
        valid_from=begins,
        valid_before=ends,
        source=SOURCE,
        more_codes=level1_in_both_styles(province.code),
    )
    if not province.is_verified:
        unit.codes.update(is_verified=False)
    UnitCode.objects.get_or_create(
        style=CodeStyle.GSO, code=gso, valid_from=begins, defaults={"unit": unit, "valid_before": ends}
    )
    return unit
