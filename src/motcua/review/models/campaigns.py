"""Review campaigns: a yearly plan, what it picks and why, and a proposal for each pick.

Decree 63/2010 arts 27-30 and the plans that provinces publish (domain.md 3.4, 9). What
an approved proposal does to the catalogue is a decision in `procedures`, linked here;
whether it is in force is asked there and never stored.
"""

from django.db import models
from django.db.models import F, Q


class Campaign(models.Model):
    """A plan of one year: agency, grounds, and when it must be sent."""

    class Scope(models.TextChoices):
        PROCEDURES = "procedures", "Thủ tục hành chính"
        REGULATIONS = "regulations", "Quy định liên quan hoạt động kinh doanh"

    class Status(models.TextChoices):
        DRAFT = "draft", "Đang lập"
        SUBMITTED = "submitted", "Chờ phê duyệt"
        APPROVED = "approved", "Đã phê duyệt"

    year = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=12, choices=Scope, default=Scope.PROCEDURES)
    agency_code = models.CharField(max_length=60)
    agency_name = models.CharField(max_length=300)
    title = models.CharField(max_length=400)
    grounds = models.TextField()
    # Last day to send the plan (rules.parameters.review_terms).
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    drafted_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    submitted_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-year", "agency_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | (~Q(approved_by=F("drafted_by")) & ~Q(approved_by=F("submitted_by"))),
                name="a_second_person_approves_a_campaign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.title}"


class CampaignItem(models.Model):
    """One procedure or business regulation picked for review, with the reason."""

    class Kind(models.TextChoices):
        PROCEDURE = "procedure", "Thủ tục hành chính"
        CONDITION = "condition", "Yêu cầu, điều kiện kinh doanh"
        REPORT = "report", "Chế độ báo cáo"
        STANDARD = "standard", "Tiêu chuẩn, quy chuẩn"
        INSPECTION = "inspection", "Kiểm tra chuyên ngành"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PROCEDURE)
    procedure_code = models.CharField(max_length=80, blank=True)
    subject = models.TextField()
    # One regulation belongs to one article of one document and to one business line (domain.md 9).
    document = models.CharField(max_length=300, blank=True)
    article = models.CharField(max_length=200, blank=True)
    business_line = models.CharField(max_length=300, blank=True)
    reason = models.TextField()
    hint_key = models.CharField(max_length=40, blank=True)
    expected_product = models.TextField(blank=True)
    finish_on = models.DateField()
    added_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "procedure_code"],
                condition=~Q(procedure_code=""),
                name="a_procedure_is_picked_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "document", "article", "business_line"],
                condition=Q(procedure_code=""),
                name="a_regulation_is_picked_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="procedure", procedure_code__gt="") | (~Q(kind="procedure") & Q(document__gt="")),
                name="an_item_names_a_procedure_or_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Proposal(models.Model):
    """What is proposed for one item, the legal text it needs, and time and cost before and after.

    Costs are đồng a year for everybody; empty where nobody knows. `basis` keeps how the
    figures were made, so that they can be read later.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        SUBMITTED = "submitted", "Chờ phê duyệt"
        APPROVED = "approved", "Đã phê duyệt"

    class Action(models.TextChoices):
        KEEP = "keep", "Giữ nguyên"
        CUT = "cut", "Cắt bỏ"
        MERGE = "merge", "Gộp"
        SHORTEN = "shorten", "Rút ngắn thời hạn"
        MOVE_DOWN = "move_down", "Phân cấp xuống cấp dưới"
        DIGITISE = "digitise", "Số hóa, dùng dữ liệu có sẵn"

    item = models.OneToOneField(CampaignItem, models.CASCADE, related_name="proposal")
    action = models.CharField(max_length=10, choices=Action)
    content = models.TextField()
    reason = models.TextField()
    # The text to change: document, article and the new wording; not needed to keep.
    legal_document = models.CharField(max_length=300, blank=True)
    legal_article = models.CharField(max_length=200, blank=True)
    legal_change = models.TextField(blank=True)
    # What is taken out or joined: paper names, or codes of the procedures that end in this one.
    drop_papers = models.JSONField(default=list, blank=True)
    merged_codes = models.JSONField(default=list, blank=True)
    days_before = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    days_after = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    cost_before = models.DecimalField(max_digits=18, decimal_places=0, null=True, blank=True)
    cost_after = models.DecimalField(max_digits=18, decimal_places=0, null=True, blank=True)
    dossiers_a_year = models.PositiveIntegerField(default=0)
    basis = models.JSONField(default=dict, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    drafted_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)
    consultation = models.ForeignKey("procedures.Consultation", models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(
        "procedures.AnnouncementDecision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # For a regulation: the document that amended the text, once it was issued.
    enforced_by = models.CharField(max_length=300, blank=True)
    enforced_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="a_second_person_approves_a_proposal",
            ),
            models.CheckConstraint(
                condition=Q(enforced_on=None) | ~Q(enforced_by=""), name="what_is_enforced_names_its_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.item_id}"
