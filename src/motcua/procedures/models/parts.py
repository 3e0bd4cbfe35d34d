"""The parts of a version: for whom, by whom, cases, channels, costs, papers, outputs, law.

Price and time hang on (channel, case), not on the procedure. Sets are rows, so that a
total is counted distinct and never the sum of its parts. Decree 63/2010 art 8.2.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import models


class ShortDecimalField(models.DecimalField[Any, Any]):
    """A decimal read without idle zeros: three days are 3 on every database, not 3.000."""

    def from_db_value(self, value: Decimal | None, *_: object) -> Decimal | None:
        return None if value is None else shortened(value)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.DecimalField", args, options


def shortened(value: Decimal) -> Decimal:
    """Return `value` without idle zeros and never in powers of ten.

    >>> str(shortened(Decimal("10.000"))), str(shortened(Decimal("0.500")))
    ('10', '0.5')
    """
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


class Part(models.Model):
    """One ordered row of a version."""

    version = models.ForeignKey("procedures.ProcedureVersion", models.CASCADE, related_name="%(class)s_rows")
    ordinal = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["ordinal"]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.ordinal} of version {self.version_id}"


class PracticeLevel(models.TextChoices):
    """Where a procedure is carried out; a set, and *vertical* is a mark of its own."""

    CENTRAL = "central", "Cấp trung ương"
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"
    VERTICAL = "vertical", "Ngành dọc"
    OTHER = "other", "Cơ quan khác"
    UNDETERMINED = "undetermined", "Chưa xác định"


class VersionLevel(models.Model):
    version = models.ForeignKey("procedures.ProcedureVersion", models.CASCADE, related_name="level_rows")
    level = models.CharField(max_length=12, choices=PracticeLevel, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "level"], name="a_level_is_marked_once")]

    def __str__(self) -> str:
        return self.level


class VersionAudience(models.Model):
    version = models.ForeignKey("procedures.ProcedureVersion", models.CASCADE, related_name="audience_rows")
    audience = models.ForeignKey("procedures.Audience", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.version_id} for {self.audience_id}"


class VersionLifeEvent(models.Model):
    version = models.ForeignKey("procedures.ProcedureVersion", models.CASCADE, related_name="life_event_rows")
    life_event = models.ForeignKey("procedures.LifeEvent", models.PROTECT, related_name="version_rows")

    def __str__(self) -> str:
        return f"{self.version_id} at {self.life_event_id}"


class VersionAgency(Part):
    """A body with a role: a class ("commune people's committee") or an office.

    Which concrete unit answers at a place and day is asked of `agencies`, not stored.
    """

    class Role(models.TextChoices):
        EXECUTING = "executing", "Cơ quan thực hiện"
        COMPETENT = "competent", "Cơ quan có thẩm quyền quyết định"
        AUTHORISED = "authorised", "Cơ quan được ủy quyền"
        COORDINATING = "coordinating", "Cơ quan phối hợp"

    role = models.CharField(max_length=12, choices=Role)
    is_class = models.BooleanField(default=False)
    code = models.CharField(max_length=500, blank=True, db_index=True)
    name = models.CharField(max_length=400)


class ProcedureCase(Part):
    """A case of a procedure (*trường hợp*), or a heading under which papers are grouped."""

    class Kind(models.TextChoices):
        CASE = "case", "Trường hợp giải quyết"
        PAPERS = "papers", "Nhóm thành phần hồ sơ"

    kind = models.CharField(max_length=6, choices=Kind, default=Kind.CASE)
    code = models.CharField(max_length=500, blank=True, db_index=True)
    name = models.TextField(blank=True)
    quantity = ShortDecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=4, blank=True)
    time_text = models.TextField(blank=True)


class Channel(Part):
    """One way of filing, with its own time limit; for one case or for all."""

    class Method(models.TextChoices):
        DIRECT = "direct", "Trực tiếp"
        ONLINE = "online", "Trực tuyến"
        POSTAL = "postal", "Dịch vụ bưu chính"

    case = models.ForeignKey(ProcedureCase, models.CASCADE, null=True, blank=True, related_name="channels")
    method = models.CharField(max_length=8, choices=Method)
    # rules.time_limits: wd, d, h, m, y, now, see. Empty quantity: unknown, never "on time".
    quantity = ShortDecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=4, blank=True, db_index=True)
    time_text = models.TextField(blank=True)
    note = models.TextField(blank=True)


class Cost(models.Model):
    """A price in the law, in one of three states: an amount, explicitly free, or "see note"."""

    class Kind(models.TextChoices):
        FEE = "fee", "Phí"
        CHARGE = "charge", "Lệ phí"
        PRICE = "price", "Giá"

    class State(models.TextChoices):
        AMOUNT = "amount", "Có mức thu"
        FREE = "free", "Miễn phí"
        SEE_NOTE = "see_note", "Xem ghi chú"

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="costs")
    ordinal = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=8, choices=State, db_index=True)
    # In the smallest usual unit of `currency`; VND has no decimals.
    amount = ShortDecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="VND")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="amount") | models.Q(amount__gt=0), name="a_cost_with_an_amount_states_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount if self.state == 'amount' else self.state}"


class EvidenceType(models.Model):
    """A kind of paper that procedures ask for (CCCEV evidence type)."""

    source_key = models.CharField(max_length=120, unique=True)
    code = models.CharField(max_length=500, blank=True, db_index=True)
    name = models.TextField()

    def __str__(self) -> str:
        return self.name


class EvidenceRequirement(Part):
    """A paper one case asks for: how many originals and copies, and the editor's mark.

    The source's own "required" flag is always false, so it is not kept as a fact:
    `is_mandatory` stays empty until an editor says.
    """

    case = models.ForeignKey(ProcedureCase, models.CASCADE, null=True, blank=True, related_name="evidence")
    evidence_type = models.ForeignKey(EvidenceType, models.PROTECT, related_name="requirements")
    # Wording of this version where it differs from the type's name.
    wording = models.TextField(blank=True)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    is_mandatory = models.BooleanField(null=True, blank=True)
    # Papers of the same non-empty group are alternatives: one of them is enough.
    alternative_group = models.CharField(max_length=40, blank=True)
    has_electronic_form = models.BooleanField(default=False)
    is_processing_result = models.BooleanField(default=False)
    templates = models.JSONField(default=list, blank=True)

    @property
    def text(self) -> str:
        return self.wording or self.evidence_type.name


class Requirement(Part):
    """A condition to be met (*yêu cầu, điều kiện*)."""

    text = models.TextField()


class Output(Part):
    """What comes out (*kết quả*)."""

    code = models.CharField(max_length=500, blank=True)
    name = models.TextField()


class Citation(Part):
    """A legal document a version rests on."""

    resource = models.ForeignKey("procedures.LegalResource", models.PROTECT, related_name="citations")
