"""Dossiers as events, each with one line of fate; units of every level."""

import importlib.util
from datetime import date
from pathlib import Path

from motcua.agencies.models import Unit
from motcua.ledger import refresh
from motcua.ledger.files import take_in

_spec = importlib.util.spec_from_file_location(
    "ledger_factories", Path(__file__).resolve().parents[1] / "ledger" / "factories.py"
)
ledger = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(ledger)

AGENCIES = {"G01": "central", "H26.14": "province", "H26.20": "district", "H26.20.5": "commune", "V01": "vertical"}


def units():
    """Store one unit of each level under its code; the district ends with the two-level government."""
    province = Unit.objects.create(code="H26", name="Tỉnh Thử", level="province")
    for code, level in AGENCIES.items():
        parent = province if code.startswith("H26") else None
        end = date(2025, 7, 1) if level == "district" else None
        Unit.objects.create(code=code, name=f"Cơ quan {code}", level=level, parent=parent, valid_before=end)


def dossier(number, *path, received="2023-01-10", due="2023-01-20", agency="H26.14", **members):
    """Return the events of one dossier: `path` holds (status, day or moment)."""
    received_at = received if received is None or "T" in received else f"{received}T08:00:00+07:00"
    shared = {"dossier": f"D-{number}", "agency": agency, "received_at": received_at, "due_at": due, **members}
    steps = path or ((2, received),)
    events = []
    for place, (status, on) in enumerate(steps, start=1):
        moment = on if "T" in on else f"{on}T09:00:00+07:00"
        more = {"finished_at": moment} if status in (9, 10) else {}
        events.append(ledger.event(f"{number}-{place}", sequence=place, status=status, on=moment, **{**shared, **more}))
    return events


def take(tmp_path, *dossiers, name="events.jsonl"):
    """Take the events of all dossiers in and refresh the facts."""
    take_in([ledger.write(tmp_path / name, [event for events in dossiers for event in events])])
    return refresh.refresh()
