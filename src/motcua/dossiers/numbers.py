"""Give the next dossier number of a unit and day, unique under any number of parallel intakes."""

from datetime import date

from django.db import connection

from motcua.rules.dossier_numbers import write

# One statement: the row is locked until the intake commits, and an intake that fails gives nothing out.
_NEXT = """
INSERT INTO dossiers_numbercounter (prefix, day, last) VALUES (%s, %s, 1)
ON CONFLICT (prefix, day) DO UPDATE SET last = dossiers_numbercounter.last + 1
RETURNING last
"""


def next_number(prefix: str, on: date, owner: str = "") -> str:
    """Return the next number; call inside the transaction that stores the dossier."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [f"{prefix}/{owner}" if owner else prefix, on])
        row = cursor.fetchone()
    return write(prefix, on, int(row[0]), owner=owner)
