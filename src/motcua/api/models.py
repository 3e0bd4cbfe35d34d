"""What the API remembers: the outcome of a write under its Idempotency-Key."""

from django.db import models


class IdempotencyRecord(models.Model):
    """One key of one caller: what was asked, and the answer once there is one."""

    # Digest of the caller's token; keys of different callers never meet.
    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=255)
    request_digest = models.CharField(max_length=64)
    begun_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # The process that works on it; once it is gone, the key is free again.
    worker = models.CharField(max_length=80, blank=True, default="")
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="a_caller_uses_a_key_once")]

    def __str__(self) -> str:
        return f"{self.key} → {self.status or 'in progress'}"
