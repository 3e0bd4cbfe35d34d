"""Announcement decisions, their items, and the legal documents behind them.

What an item does to a procedure (new, amended, replaced, abolished) stands here; the
text it brings into force stands in `versions`. Decree 63/2010 arts 13-15 (domain.md 3.2).
"""

from django.db import models
from django.db.models import Q


class LegalResource(models.Model):
    """A law, decree or circular that a procedure rests on (ELI: legal resource)."""

    # The identity at the source, where one was given; numbers alone are not unique.
    source_key = models.CharField(max_length=80, unique=True)
    number = models.CharField(max_length=200, db_index=True)
    number_folded = models.CharField(max_length=200, db_index=True)
    title = models.TextField(blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    based_on = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="basis_of")

    def __str__(self) -> str:
        return self.number.strip()


class AnnouncementDecision(models.Model):
    """A decision that announces procedures (*quyết định công bố*).

    A number alone does not name it: number, issuer and day together do. Unknown days
    stay empty. `number` is kept as published, `number_normalised` is for comparing.
    """

    class Kind(models.TextChoices):
        STANDARD = "standard", "Công bố thủ tục do bộ chuẩn hóa"
        SPECIFIC = "specific", "Công bố thủ tục đặc thù của địa phương"
        INTERNAL = "internal", "Công bố thủ tục nội bộ"

    class Route(models.TextChoices):
        MINISTRY = "ministry", "Bộ, cơ quan ngang bộ"
        PROVINCE = "province", "Tỉnh và cơ quan khác"
        SHORT = "short", "Trình tự rút gọn"

    number = models.CharField(max_length=200, blank=True)
    number_normalised = models.CharField(max_length=200, blank=True, db_index=True)
    number_is_on_pattern = models.BooleanField(default=True)
    issuer_code = models.CharField(max_length=60, blank=True, db_index=True)
    issuer_name = models.CharField(max_length=300, blank=True)
    signed_on = models.DateField(null=True, blank=True, db_index=True)
    effective_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STANDARD)
    route = models.CharField(max_length=10, choices=Route, default=Route.MINISTRY)
    # A province's decision announces a list; whoever sets a procedure defines its content.
    announces_list = models.BooleanField(default=True)
    defines_content = models.BooleanField(default=True)
    title = models.TextField(blank=True)
    based_on = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="basis_of")
    legal_resources = models.ManyToManyField(LegalResource, blank=True, related_name="announced_by")
    # Identity at the source; empty for a decision entered here.
    source_key = models.CharField(max_length=80, blank=True, db_index=True)
    recorded_at = models.DateTimeField(db_index=True)
    entered_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-signed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_key"], condition=~Q(source_key=""), name="decision_source_names_one_decision"
            ),
            models.UniqueConstraint(
                fields=["number_normalised", "issuer_code", "signed_on"],
                condition=Q(source_key="") & ~Q(number_normalised=""),
                name="decision_number_issuer_and_day_name_one_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.number or "(không số)"


class DecisionItem(models.Model):
    """What one decision does to one procedure, from which day."""

    class Kind(models.TextChoices):
        NEW = "new", "Mới ban hành"
        AMENDED = "amended", "Sửa đổi, bổ sung"
        REPLACED = "replaced", "Bị thay thế"
        ABOLISHED = "abolished", "Bị bãi bỏ"
        # The national portal's answers do not tell which of the four it was.
        UNSTATED = "unstated", "Nguồn không nêu"

    decision = models.ForeignKey(AnnouncementDecision, models.PROTECT, related_name="items")
    procedure = models.ForeignKey("procedures.Procedure", models.PROTECT, related_name="decision_items")
    kind = models.CharField(max_length=10, choices=Kind)
    effective_on = models.DateField(null=True, blank=True, db_index=True)
    # Codes of the procedures that take over; they may be announced later.
    successor_codes = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    # An ending has no effect until a second person confirms it.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "procedure", "kind"], name="a_decision_names_a_procedure_once_per_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.procedure_id} by {self.decision_id}"
