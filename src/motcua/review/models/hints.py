"""Hints as the last round found them; a round replaces the one before.

What people said about a hint (`SetAside`) is kept by the hint's key and outlives rounds.
"""

from django.db import models


class HintRound(models.Model):
    """One search through the whole catalogue: on which day, over how many texts and days of the ledger."""

    prepared_at = models.DateTimeField()
    on = models.DateField()
    # What the search rested on; the same stamp needs no new search.
    stamp = models.CharField(max_length=120)
    procedures = models.PositiveIntegerField()
    ledger_days = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"hints of {self.on}"


class SimplificationHint(models.Model):
    """One hint with its evidence; hours are people's hours, waiting is time of the clock."""

    round = models.ForeignKey(HintRound, models.CASCADE, related_name="hints")
    kind = models.CharField(max_length=20, db_index=True)
    key = models.CharField(max_length=40, db_index=True)
    rank = models.PositiveIntegerField()
    subject = models.TextField()
    vi = models.TextField()
    en = models.TextField()
    codes = models.JSONField(default=list)
    reach = models.PositiveIntegerField(default=1)
    # [{"code", "vi", "en"}, …]
    evidence = models.JSONField(default=list)
    hours_each = models.FloatField(default=0)
    # Empty where the ledger knows no dossier: then nothing is claimed.
    hours_a_year = models.FloatField(null=True, blank=True)
    waiting_hours = models.FloatField(default=0)
    # Fields and codes with bars between, and folded words: for the filters.
    fields = models.TextField(blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["kind", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="a_round_gives_a_hint_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject[:80]}"


class SetAside(models.Model):
    """Somebody looked at a hint and says why it does not hold; it is not shown again unless asked for."""

    key = models.CharField(max_length=40, unique=True)
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_hint_set_aside_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.key} set aside"
