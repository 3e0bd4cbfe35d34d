"""What the import keeps beside the catalogue: raw answers, the quarantine, defects, figures."""

from django.db import models


class SourceRecord(models.Model):
    """The unchanged answer a version was read from, compressed."""

    version = models.OneToOneField("procedures.ProcedureVersion", models.CASCADE, related_name="source_record")
    raw = models.BinaryField()

    def __str__(self) -> str:
        return f"source of version {self.version_id}"


class QuarantinedRecord(models.Model):
    """A record that was read but not let into the catalogue, with the reason.

    The procedure it describes is kept whole (`Procedure.is_quarantined`) where it could
    be read, so that nothing published is lost; it is never offered to anybody.
    """

    code = models.CharField(max_length=200)
    reason = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    raw = models.BinaryField()
    file_name = models.CharField(max_length=300, blank=True)
    line = models.PositiveIntegerField(default=0)
    procedure = models.ForeignKey("procedures.Procedure", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    # A release is proposed by one person and carried out by another.
    proposed_code = models.CharField(max_length=200, blank=True)
    proposal_reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "digest"], name="a_record_is_quarantined_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class Defect(models.Model):
    """One kind of flaw in one version (rules.catalogue_defects), with how often it occurs."""

    version = models.ForeignKey("procedures.ProcedureVersion", models.CASCADE, related_name="defects")
    code = models.CharField(max_length=40, db_index=True)
    count = models.PositiveIntegerField(default=1)
    detail = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="a_defect_is_listed_once")]

    def __str__(self) -> str:
        return f"{self.code} × {self.count}"


class StatisticsSnapshot(models.Model):
    """Figures of the catalogue for one day, kept until the catalogue changes."""

    on = models.DateField(unique=True)
    stamp = models.CharField(max_length=300)
    figures = models.JSONField()

    def __str__(self) -> str:
        return f"figures for {self.on}"
