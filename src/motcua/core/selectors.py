"""What is known of the installation as a whole."""

from django.core.cache import cache

from motcua.core.models import Mark

CACHE_KEY = "core.marks"
SECONDS = 60


def marks() -> dict[str, str]:
    """Return the facts that hold, by name; another process sees a change within `SECONDS`."""
    known: dict[str, str] | None = cache.get(CACHE_KEY)
    if known is None:
        known = dict(Mark.objects.exclude(value="").values_list("name", "value"))
        cache.set(CACHE_KEY, known, SECONDS)
    return known


def is_simulated() -> bool:
    """Return whether this installation shows the simulated nation; `demo` sets the mark."""
    return "simulated" in marks()
