"""What the API remembers: the outcome of a write under its Idempotency-Key."""

from django.db import models


class IdempotencyRecord(models.Model):
    """One key of one caller: what was asked, and the answer."""

    # Digest of the caller's token; keys of different callers never meet.
    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict, blank=True)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="a_caller_uses_a_key_once")]

    def __str__(self) -> str:
        return f"{self.key} → {self.status}"
