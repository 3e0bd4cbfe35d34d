"""Acts on the installation as a whole."""

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from motcua.core.models import Mark
from motcua.core.selectors import CACHE_KEY


@transaction.atomic
def mark(*, name: str, value: str) -> Mark:
    """Set one fact about the installation; an empty value says the fact no longer holds."""
    row, _ = Mark.objects.update_or_create(name=name, defaults={"value": value, "marked_at": timezone.now()})
    transaction.on_commit(lambda: cache.delete(CACHE_KEY))
    return row
