"""What the search remembers: synonyms an editor keeps, and lines that found nothing."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q


class SearchSynonymQuerySet(models.QuerySet["SearchSynonym"]):
    def in_use_on(self, day: date) -> Self:
        """Return synonyms that are in use on `day`."""
        return self.filter(Q(valid_before=None) | Q(valid_before__gt=day), valid_from__lte=day)


class SearchSynonym(models.Model):
    """What people type (`phrase`) and the words of the catalogue it stands for (`target`)."""

    class Kind(models.TextChoices):
        ABBREVIATION = "abbreviation", "Chữ viết tắt"
        COLLOQUIAL = "colloquial", "Cách nói thường ngày"
        OLD_NAME = "old_name", "Tên gọi cũ"
        LIFE_EVENT = "life_event", "Sự kiện trong đời"

    phrase = models.CharField(max_length=120)
    phrase_folded = models.CharField(max_length=120, db_index=True)
    target = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.COLLOQUIAL)
    valid_from = models.DateField()
    valid_before = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")
    retired_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, blank=True, related_name="+")

    objects = SearchSynonymQuerySet.as_manager()

    class Meta:
        ordering = ["phrase_folded", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_before=None) | Q(valid_before__gte=F("valid_from")),
                name="a_synonym_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["phrase_folded", "target"],
                condition=Q(valid_before=None),
                name="a_synonym_is_in_use_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phrase} → {self.target}"


class SearchMiss(models.Model):
    """A line that found nothing, how often and when last; no person is kept with it."""

    text_folded = models.CharField(max_length=120, unique=True)
    text = models.CharField(max_length=120)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    # Set when an editor has dealt with it; a new miss opens it again.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-times", "-last_at"]

    def __str__(self) -> str:
        return f"{self.text} × {self.times}"
