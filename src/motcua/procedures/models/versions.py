"""Procedures and their versions on two time axes.

`valid_from`/`valid_before` say when a text applies (half-open); `recorded_at`,
`closed_at` and `superseded_at` say when the house learnt it. The parts of a version
(cases, channels, papers, …) are in `parts`. A published text is never edited.
"""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q


class Field(models.Model):
    """A field of state management (*lĩnh vực*)."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    name_folded = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RecordType(models.TextChoices):
    """Who set the procedure; the first digit of a code does not tell (domain.md 2.2)."""

    STANDARD = "standard", "Chuẩn hóa toàn quốc"
    SPECIFIC = "specific", "Đặc thù của địa phương"
    INTERNAL = "internal", "Nội bộ"


class Procedure(models.Model):
    """One catalogue entry, whatever versions its text has had.

    `code` is the code as published; `identity` is the same without outer blanks and is
    what people type. A quarantined entry is kept but never offered.
    """

    code = models.CharField(max_length=80, unique=True)
    identity = models.CharField(max_length=80, db_index=True)
    name = models.TextField()
    name_folded = models.TextField(blank=True)
    name_sort_key = models.TextField(blank=True)
    record_type = models.CharField(max_length=10, choices=RecordType, default=RecordType.STANDARD)
    is_internal = models.BooleanField(default=False)
    is_quarantined = models.BooleanField(default=False)
    source_key = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["identity"]
        constraints = [
            models.UniqueConstraint(
                fields=["identity"], condition=Q(is_quarantined=False), name="a_code_names_one_procedure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.identity} {self.name}"


class VersionQuerySet(models.QuerySet["ProcedureVersion"]):
    def recorded(self) -> "VersionQuerySet":
        """Return versions that had or will have legal effect (no drafts, none withdrawn)."""
        return self.filter(status__in=[ProcedureVersion.Status.APPROVED, ProcedureVersion.Status.PUBLISHED])

    def in_force(self, on: date, known_at: datetime | None = None) -> "VersionQuerySet":
        """Return versions in force on `on`, as known at `known_at` (now when omitted)."""
        found = self.recorded().filter(valid_from__lte=on, procedure__is_quarantined=False)
        ended_later = Q(valid_before=None) | Q(valid_before__gt=on)
        if known_at is None:
            return found.filter(ended_later, superseded_at=None)
        return found.filter(
            ended_later | Q(closed_at__gt=known_at),
            Q(superseded_at=None) | Q(superseded_at__gt=known_at),
            recorded_at__lte=known_at,
        )


class ProcedureVersion(models.Model):
    """The whole text of a procedure as one decision brought it into force."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        SUBMITTED = "submitted", "Chờ phê duyệt"
        APPROVED = "approved", "Đã phê duyệt, chờ ngày hiệu lực"
        PUBLISHED = "published", "Đã công khai"
        WITHDRAWN = "withdrawn", "Đã rút"

    class OnlineLevel(models.TextChoices):
        FULL = "full", "Toàn trình"
        PARTIAL = "partial", "Một phần"
        NONE = "none", "Không trực tuyến"

    class StartBasis(models.TextChoices):
        EFFECTIVE = "effective", "Ngày hiệu lực của quyết định"
        SIGNED = "signed", "Ngày ký quyết định"
        PUBLISHED = "published", "Ngày công khai"
        ENTERED = "entered", "Ngày nhập cơ sở dữ liệu"

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    ordinal = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, db_index=True)
    brought_by = models.ForeignKey(
        "procedures.DecisionItem", models.PROTECT, null=True, blank=True, related_name="versions"
    )
    valid_from = models.DateField(null=True, blank=True, db_index=True)
    valid_before = models.DateField(null=True, blank=True)
    start_basis = models.CharField(max_length=10, choices=StartBasis, default=StartBasis.EFFECTIVE)
    recorded_at = models.DateTimeField(null=True, blank=True, db_index=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    name = models.TextField()
    record_type = models.CharField(max_length=10, choices=RecordType, default=RecordType.STANDARD)
    field = models.ForeignKey(Field, models.PROTECT, null=True, blank=True, related_name="versions")
    announcer_code = models.CharField(max_length=60, blank=True, db_index=True)
    announcer_name = models.CharField(max_length=300, blank=True)
    online_level = models.CharField(max_length=8, choices=OnlineLevel, default=OnlineLevel.NONE)
    is_internal = models.BooleanField(default=False)
    is_shared_service = models.BooleanField(default=False)
    is_non_territorial = models.BooleanField(default=False)
    is_offline_only = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=20, default="editor")

    drafted_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    # Published wording, verbatim: steps, addresses, notes, key words, ways of return. Last,
    # because SQLite walks through a long column to reach those behind it.
    texts = models.JSONField(default=dict, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["procedure", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "ordinal"], name="versions_of_a_procedure_are_numbered"),
            models.CheckConstraint(
                condition=Q(valid_before=None) | Q(valid_before__gte=F("valid_from")),
                name="a_version_ends_after_it_begins",
                violation_error_message="A version cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "published"])
                | Q(valid_from__isnull=False, recorded_at__isnull=False),
                name="a_version_with_effect_has_a_first_day",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="a_second_person_approves",
                violation_error_message="Whoever drafted a text cannot approve it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.ordinal} from {self.valid_from}"
