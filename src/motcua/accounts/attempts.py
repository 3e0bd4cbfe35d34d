"""Failed attempts to log in, counted in the database so that all processes count together."""

import hashlib
from datetime import timedelta

from django.utils import timezone

from motcua.accounts.errors import TooManyAttempts
from motcua.accounts.models import FailedAttempt
from motcua.core.text import clean

WINDOW = timedelta(minutes=15)
PER_NAME = 5
PER_ADDRESS = 50
KEPT = timedelta(days=1)


def name_key(name: str) -> str:
    """Return the counted form of a user name or e-mail; the name itself is not stored."""
    return _digest(f"name:{clean(name).lower()}")


def address_key(address: str) -> str:
    return _digest(f"address:{address}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def refuse_if_too_many(name: str, address: str) -> None:
    """Raise TooManyAttempts when the name or the network address failed too often lately."""
    since = timezone.now() - WINDOW
    for key, limit in ((name_key(name), PER_NAME), (address_key(address), PER_ADDRESS)):
        if FailedAttempt.objects.filter(key=key, at__gt=since).count() >= limit:
            raise TooManyAttempts(minutes=int(WINDOW.total_seconds() // 60))


def note_failure(name: str, address: str) -> None:
    """Count one failure; forget those of yesterday."""
    now = timezone.now()
    keys = [name_key(name), address_key(address)]
    FailedAttempt.objects.filter(key__in=keys, at__lt=now - KEPT).delete()
    FailedAttempt.objects.bulk_create(FailedAttempt(key=key, at=now) for key in keys)


def forget(name: str) -> None:
    """Forget the failures of a name after a log-in; those of the address stay."""
    FailedAttempt.objects.filter(key=name_key(name)).delete()
