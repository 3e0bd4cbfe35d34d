"""Marks: the few facts about the whole installation that every page shows.

No setting is kept here (those come from the environment) and no record of a room.
"""

from django.db import models


class Mark(models.Model):
    """One named fact about this installation, such as `simulated`."""

    name = models.CharField(max_length=40, unique=True)
    value = models.CharField(max_length=200)
    marked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
