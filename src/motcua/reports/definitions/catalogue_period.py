"""Decisions and catalogue of the period, as the published counts of Q1/2023 were drawn up; and form II.07b.

domain.md 4.2, 8.4 (S6, S9, S10). Levels and audiences are sets: a procedure may be counted in several rows, so the
rows add up to more than the total. A decision is named by number, issuer and day; without a day it lies in no window.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from motcua.procedures.models import AnnouncementDecision, InternalProcess, ProcedureVersion
from motcua.procedures.models.parts import PracticeLevel
from motcua.procedures.selectors import versions_in_force
from motcua.reports.definition import Text
from motcua.reports.request import Request
from motcua.reports.tables import Column, Identity, Row, Table

ONLINE = ("full", "partial")
UNIT = ("thủ tục; quyết định", "procedures; decisions")
COLUMNS = (
    Column("name", "Nội dung", "Content", kind="text"),
    Column("count", "Số lượng", "Number"),
)
LEVELS = {
    "central": ("Thực hiện ở cấp trung ương", "Handled at the centre"),
    "province": ("Thực hiện ở cấp tỉnh", "Handled at province level"),
    "district": ("Thực hiện ở cấp huyện", "Handled at district level"),
    "commune": ("Thực hiện ở cấp xã", "Handled at commune level"),
    "local": ("Thực hiện ở địa phương (tỉnh, huyện hoặc xã)", "Handled locally (province, district or commune)"),
    "vertical": ("Cơ quan ngành dọc", "Vertical bodies"),
    "other": ("Cơ quan khác", "Other bodies"),
    "undetermined": ("Chưa xác định", "Undetermined"),
}
AUDIENCES = {
    "citizen": ("cho người dân", "for citizens"),
    "business": ("cho doanh nghiệp", "for businesses"),
    "organisation": ("cho tổ chức khác", "for other organisations"),
}
NOTE = ("Một thủ tục có thể được tính ở nhiều dòng.", "A procedure may be counted in several rows.")


@dataclass(frozen=True, slots=True)
class CatalogueOfPeriod:
    """The report on decisions signed in the window and on the catalogue at its last day."""

    name: str = "catalogue"
    title: Text = ("Quyết định công bố và danh mục thủ tục của kỳ", "Decisions and catalogue of the period")
    source: str = "NĐ 63/2010/NĐ-CP điều 35; số liệu công bố quý I/2023"
    heads: tuple[Column, ...] = COLUMNS
    opens: Mapping[str, str] = field(default_factory=dict)

    def table(self, request: Request) -> Table:
        """Return the finished report."""
        decisions, standing = _decisions(request), _standing(request)
        levels, online, audiences = _levels(standing), _online(standing), _audiences(standing)
        rows = [
            Row("decisions", "Quyết định công bố ký trong kỳ", "Decisions signed in the period",
                {"count": sum(decisions.values())}, ordinal="I"),
            *(Row(f"decisions.{kind}", AnnouncementDecision.Kind(kind).label, kind, {"count": n}, 1)
              for kind, n in sorted(decisions.items())),
            Row("procedures", "Thủ tục có hiệu lực cuối kỳ", "Procedures in force at the end",
                {"count": standing.count()}, ordinal="II"),
            *(Row(f"level.{key}", *LEVELS[key], {"count": levels[key]}, 1) for key in LEVELS if levels[key]),
            Row("online", "Thủ tục cung cấp trực tuyến", "Procedures offered online",
                {"count": sum(online[k] for k in ONLINE)}, ordinal="III"),
            Row("online.full", "Toàn trình", "Full", {"count": online["full"]}, 1),
            Row("online.partial", "Một phần", "Partial", {"count": online["partial"]}, 1),
            *(Row(f"online.{key}", f"Trực tuyến {AUDIENCES[key][0]}", f"Online {AUDIENCES[key][1]}",
                  {"count": audiences[key]}, 1) for key in AUDIENCES if audiences[key]),
        ]  # fmt: skip
        counts = {row.key: row.values["count"] for row in rows}
        return Table(
            self.name, *self.title, self.source, request, COLUMNS, tuple(rows),
            self._identities(standing, counts, levels, online, audiences), (NOTE,), {"figures": counts}, UNIT,
        )  # fmt: skip

    def _identities(
        self, standing: "QuerySet[ProcedureVersion]", counts: dict[str, int], levels: Counter[str],
        online: Counter[str], audiences: Counter[str],
    ) -> tuple[Identity, ...]:  # fmt: skip
        marked = standing.exclude(level_rows=None).count()
        members = sum(n for key, n in levels.items() if key != "local")
        for_someone = standing.filter(online_level__in=ONLINE).exclude(audience_rows=None).count()
        return (
            Identity("Thủ tục có ghi cấp ≤ cộng các cấp", "Procedures with a level ≤ memberships",
                     marked, members, True),
            Identity("Trực tuyến có ghi đối tượng ≤ cộng các đối tượng", "Online with an audience ≤ memberships",
                     for_someone, sum(audiences.values()), True),
            Identity("Trực tuyến = toàn trình + một phần", "Online = full + partial",
                     counts["online"], online["full"] + online["partial"]),
            Identity("Mọi mức độ trực tuyến = thủ tục", "All online levels = procedures",
                     sum(online.values()), counts["procedures"]),
        )  # fmt: skip


COLUMNS_07B = (
    Column("level", "Cấp", "Level", kind="text"),
    Column("procedures", "Số lượng thủ tục", "Procedures"),
    Column("one_stop", "Thủ tục thực hiện một cửa", "Under one-stop handling"),
    Column("processes", "Quy trình nội bộ", "Internal processes"),
)


@dataclass(frozen=True, slots=True)
class Form07b:
    """Form II.07b: procedures, those under one-stop handling, and internal processes, by level."""

    name: str = "07b"
    title: Text = (
        "Số lượng thủ tục, thủ tục thực hiện một cửa và quy trình nội bộ",
        "Procedures, procedures under one-stop handling and internal processes",
    )
    source: str = "Biểu II.07b/VPCP/KSTT"
    heads: tuple[Column, ...] = COLUMNS_07B
    opens: Mapping[str, str] = field(default_factory=dict)

    def table(self, request: Request) -> Table:
        """Return the finished form; one-stop means a text in force that an approved internal process serves."""
        standing, on = _standing(request), request.window.last
        processes = InternalProcess.objects.filter(Q(valid_before=None) | Q(valid_before__gt=on), valid_from__lte=on)
        served = standing.filter(procedure__in=processes.order_by().values("procedure"))
        parts = {
            "procedures": (standing.count(), _levels(standing)),
            "one_stop": (served.count(), _levels(served)),
            "processes": (processes.count(), _process_levels(standing, processes)),
        }
        levels = ("central", "province", "district", "commune", "vertical")
        rows = [Row(key, *LEVELS[key], {name: counted[key] for name, (_, counted) in parts.items()}) for key in levels]
        rows.append(Row("total", "Tổng số (không trùng)", "Total (distinct)",
                        {name: total for name, (total, _) in parts.items()}, is_total=True))  # fmt: skip
        return Table(
            self.name, *self.title, self.source, request, COLUMNS_07B, tuple(rows), self._identities(parts),
            (NOTE, ("Một cửa: thủ tục có quy trình nội bộ đã phê duyệt đang áp dụng.",
                    "One-stop: a procedure that an approved internal process in force serves.")),
            unit=("thủ tục; quy trình", "procedures; processes"),
        )  # fmt: skip

    def _identities(self, parts: dict[str, tuple[int, Counter[str]]]) -> tuple[Identity, ...]:
        vi, en = "Thủ tục một cửa ≤ tổng số thủ tục", "One-stop ≤ procedures"
        return (Identity(vi, en, parts["one_stop"][0], parts["procedures"][0], True),)


def _decisions(request: Request) -> Counter[str]:
    """Return distinct decisions signed in the window, by kind."""
    days = request.window.days
    signed = AnnouncementDecision.objects.filter(
        withdrawn_at=None, signed_on__gte=days.start, signed_on__lt=days.before
    )
    if request.as_known_on:
        signed = signed.filter(recorded_at__lte=request.as_known_on)
    if request.agency_code:
        signed = signed.filter(issuer_code=request.agency_code)
    named = {row[:3]: row[3] for row in signed.order_by("pk").values_list("number", "issuer_code", "signed_on", "kind")}
    return Counter(named.values())


def _standing(request: Request) -> "QuerySet[ProcedureVersion]":
    found = versions_in_force(request.window.last, request.as_known_on).order_by()
    if request.agency_code:
        found = found.filter(announcer_code=request.agency_code)
    if request.level:
        found = found.filter(level_rows__level=request.level.value)
    return found


def _levels(standing: "QuerySet[ProcedureVersion]") -> Counter[str]:
    pairs = list(standing.values_list("pk", "level_rows__level").exclude(level_rows=None))
    local = {pk for pk, level in pairs if level in ("province", "district", "commune")}
    return Counter({**_counted(level for _, level in pairs), "local": len(local)})


def _counted(members: Iterable[Any]) -> Counter[str]:
    return Counter(str(PracticeLevel(member).value) for member in members)


def _process_levels(standing: "QuerySet[ProcedureVersion]", processes: "QuerySet[InternalProcess]") -> Counter[str]:
    sizes = dict(processes.order_by().values_list("procedure").annotate(n=Count("pk")))
    found: Counter[str] = Counter()
    pairs = standing.filter(procedure__in=list(sizes)).values_list("procedure", "level_rows__level").distinct()
    for procedure, level in pairs:
        found[str(level)] += sizes[procedure]
    return found


def _online(standing: "QuerySet[ProcedureVersion]") -> Counter[str]:
    return Counter(dict(standing.values_list("online_level").annotate(n=Count("pk", distinct=True))))


def _audiences(standing: "QuerySet[ProcedureVersion]") -> Counter[str]:
    rows = standing.filter(online_level__in=ONLINE).exclude(audience_rows=None)
    return Counter(kind for _, kind in rows.values_list("pk", "audience_rows__audience__kind").distinct())


CATALOGUE = CatalogueOfPeriod()
FORM_07B = Form07b()
