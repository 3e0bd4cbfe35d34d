"""Papers that were issued, files that were given, and signed results with their public mark.

Nothing here is overwritten: a wrong paper is replaced by a new one. No layout and no rule is here.
Charges, dossiers and people are named by number or code, because this room lies below theirs.
"""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from motcua.documents.errors import PaperIsFinal
from motcua.rules.forms import PaperKind


def public_mark() -> str:
    """Return an unguessable mark of twenty letters for an address that anybody may open."""
    return secrets.token_urlsafe(15).replace("-", "A").replace("_", "B")


class FinalQuerySet(models.QuerySet["Paper"]):
    """Rows that are written once; only the named fill-once fields may be set later, by the room's services."""

    def delete(self) -> Any:
        raise PaperIsFinal


class Letterhead(models.Model):
    """How a unit heads and signs its papers during a period, half-open."""

    unit_code = models.CharField(max_length=40)
    governing_body = models.CharField(max_length=200, blank=True)
    unit_name = models.CharField(max_length=200)
    # The office's mark in paper numbers, for example TTPVHCC or BPTNTKQ.
    office_mark = models.CharField(max_length=30, default="BPTNTKQ")
    place = models.CharField(max_length=100, blank=True)
    signer_title = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    # A picture (PNG) of the seal, drawn over the signature of signed papers.
    seal = models.BinaryField(null=True, blank=True)
    valid_from = models.DateField()
    valid_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_code", "valid_from"], name="one_letterhead_of_a_unit_from_a_day"),
            models.CheckConstraint(
                condition=Q(valid_before=None) | Q(valid_before__gt=F("valid_from")),
                name="a_letterhead_is_valid_for_a_day_or_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name} from {self.valid_from}"


class PaperCounter(models.Model):
    """The last ordinal given in one series of a unit, kind and year; locked while a number is taken."""

    unit_code = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_code", "kind", "year"], name="one_counter_of_a_unit_kind_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code} {self.kind} {self.year}: {self.last}"


class Paper(models.Model):
    """One paper that was issued, with the facts it states; the PDF is drawn from them."""

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in PaperKind])
    layout = models.CharField(max_length=40)
    unit_code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    ordinal = models.PositiveIntegerField()
    number = models.CharField(max_length=60)
    mark = models.CharField(max_length=24, unique=True, default=public_mark)
    dossier_number = models.CharField(max_length=60, blank=True, db_index=True)
    issued_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    facts = models.JSONField()
    facts_sha256 = models.CharField(max_length=64)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    objects = FinalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_code", "kind", "year", "ordinal"], name="a_paper_number_is_given_once"
            ),
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="paper_numbers_begin_with_one"),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise PaperIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise PaperIsFinal


class FileContent(models.Model):
    """The bytes of one file, kept once however often they are given; named by their checksum."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(null=True, blank=True)
    # "clean", or "unscanned" where no scanner is configured.
    scan = models.CharField(max_length=20)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="a_kept_file_is_not_empty")]

    def __str__(self) -> str:
        return self.sha256


class Upload(models.Model):
    """One act of giving a file: who, when, under which name, for which dossier."""

    content = models.ForeignKey(FileContent, models.PROTECT, related_name="uploads")
    mark = models.CharField(max_length=24, unique=True, default=public_mark)
    name = models.CharField(max_length=150)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="uploads")
    dossier_number = models.CharField(max_length=60, blank=True, db_index=True)
    purpose = models.CharField(max_length=80, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class UploadSession(models.Model):
    """A file that arrives in pieces over a bad line; `offset` bytes are safely here."""

    mark = models.CharField(max_length=24, unique=True, default=public_mark)
    name = models.CharField(max_length=150)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    dossier_number = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=80, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="+")
    began_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(offset__lte=F("size")), name="no_more_arrives_than_announced")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.offset}/{self.size}"


class IssuedResult(models.Model):
    """A signed paper that anybody may verify under its public mark, also offline."""

    mark = models.CharField(max_length=24, unique=True, default=public_mark)
    title = models.CharField(max_length=300)
    dossier_number = models.CharField(max_length=60, blank=True, db_index=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="results")
    content = models.ForeignKey(FileContent, models.PROTECT, related_name="+")
    signer = models.CharField(max_length=200)
    unit_code = models.CharField(max_length=40, blank=True)
    issued_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(revoked_reason=""), name="a_result_is_revoked_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title
