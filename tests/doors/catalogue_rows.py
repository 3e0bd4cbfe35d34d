"""A small catalogue for the doors: one living procedure with two texts, one that was replaced."""

import zlib
from datetime import UTC, date, datetime
from decimal import Decimal

from motcua.core.text import fold, sort_key
from motcua.procedures import models as m

RECORDED = datetime(2025, 6, 1, 3, 0, tzinfo=UTC)
NEW = "7.100001"
OLD = "7.100002"


def decision(number="12/QĐ-THU", signed_on=date(2025, 5, 20), **facts):
    facts = {"issuer_code": "X01", "issuer_name": "Bộ Cảng vụ", "title": "Công bố thủ tục cảng vụ", **facts}
    return m.AnnouncementDecision.objects.create(
        number=number, number_normalised=number.upper(), signed_on=signed_on, recorded_at=RECORDED, **facts
    )


def procedure(code=NEW, name="Đăng ký neo đậu tàu thuyền", **facts):
    return m.Procedure.objects.create(
        code=code,
        identity=code,
        name=name,
        name_folded=fold(name),
        name_sort_key=sort_key(name),
        recorded_at=RECORDED,
        **facts,
    )


def item(of, by, kind="new", effective_on=date(2025, 7, 1), **facts):
    return m.DecisionItem.objects.create(
        procedure=of, decision=by, kind=kind, effective_on=effective_on, recorded_at=RECORDED, **facts
    )


def version(of, ordinal=1, valid_from=date(2025, 7, 1), valid_before=None, by=None, **facts):
    field, _ = m.Field.objects.get_or_create(code="X01-CV01", defaults={"name": "Cảng vụ"})
    facts = {"name": of.name, "online_level": "full", "announcer_name": "Bộ Cảng vụ", "field": field, **facts}
    facts.setdefault("texts", {"steps": [["Bước 1", "Nộp hồ sơ.\nChờ phiếu."], ["Bước 2", "Nhận kết quả."]]})
    made = m.ProcedureVersion.objects.create(
        procedure=of,
        ordinal=ordinal,
        status="published",
        brought_by=by,
        valid_from=valid_from,
        valid_before=valid_before,
        recorded_at=RECORDED,
        **facts,
    )
    parts(made)
    return made


def parts(of):
    """Give a version one row of every part, and a price in each of the three states."""
    m.VersionLevel.objects.create(version=of, level="commune")
    m.VersionLevel.objects.create(version=of, level="province")
    audience, _ = m.Audience.objects.get_or_create(code="X-A", defaults={"name": "Chủ tàu", "kind": "citizen"})
    m.VersionAudience.objects.create(version=of, audience=audience)
    event, _ = m.LifeEvent.objects.get_or_create(
        code="x-tau", defaults={"name": "Có tàu thuyền", "name_en": "Own a boat"}
    )
    m.VersionLifeEvent.objects.create(version=of, life_event=event)
    m.VersionAgency.objects.create(version=of, role="executing", name="Ủy ban nhân dân cấp xã", is_class=True)
    case = m.ProcedureCase.objects.create(version=of, ordinal=1, code="C1", name="Tàu dưới 15 mét")
    kind, _ = m.EvidenceType.objects.get_or_create(source_key="x-to-khai", defaults={"name": "Tờ khai neo đậu"})
    m.EvidenceRequirement.objects.create(version=of, case=case, evidence_type=kind, originals=1, is_mandatory=True)
    m.EvidenceRequirement.objects.create(version=of, ordinal=1, evidence_type=kind, wording="Giấy chủ quyền", copies=1)
    online = m.Channel.objects.create(version=of, method="online", quantity=Decimal(3), unit="wd")
    m.Cost.objects.create(channel=online, kind="fee", state="free")
    direct = m.Channel.objects.create(version=of, ordinal=1, case=case, method="direct", quantity=Decimal(5), unit="wd")
    m.Cost.objects.create(channel=direct, kind="charge", state="amount", amount=Decimal(50000))
    m.Cost.objects.create(channel=direct, ordinal=1, kind="fee", state="see_note", note="Theo biểu của cảng")
    m.Channel.objects.create(version=of, ordinal=2, method="postal", unit="see", note="Theo hợp đồng")
    m.Requirement.objects.create(version=of, text="Tàu đã đăng kiểm")
    m.Output.objects.create(version=of, code="KQ1", name="Giấy phép neo đậu")
    law, _ = m.LegalResource.objects.get_or_create(
        source_key="x-law", defaults={"number": "7/2031/LUAT", "number_folded": "7 2031 luat", "title": "Luật Cảng"}
    )
    m.Citation.objects.create(version=of, resource=law)


def small_catalogue():
    """Return the living procedure; the replaced one leads to it."""
    first, second = decision(), decision("15/QĐ-THU", date(2025, 12, 1), title="Sửa đổi thủ tục cảng vụ")
    living, old = procedure(), procedure(OLD, "Xin phép đậu tàu")
    version(living, 1, date(2025, 7, 1), date(2026, 1, 1), item(living, first))
    version(
        living, 2, date(2026, 1, 1), None, item(living, second, "amended", date(2026, 1, 1)), online_level="partial"
    )
    version(old, 1, date(2020, 1, 1), date(2025, 7, 1))
    item(old, first, "replaced", successor_codes=[NEW], confirmed_at=RECORDED)
    return living


def quarantined(code="7.1000099"):
    """Return a record that was kept out because its code is off pattern."""
    held = procedure(code, name="Đăng ký phao nổi", is_quarantined=True)
    version(held, by=item(held, decision("99/QĐ-THU")))
    return m.QuarantinedRecord.objects.create(
        code=code, reason="bad_code", digest="d", raw=zlib.compress(b'{"code": "7.1000099"}'), file_name="a.jsonl",
        line=3, procedure=held, recorded_at=RECORDED,
    )  # fmt: skip
