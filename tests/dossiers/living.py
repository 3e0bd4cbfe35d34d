"""Dossiers that live at chosen moments, written in Vietnam's time."""

from datetime import UTC, datetime, timedelta

from motcua.dossiers import clock, services


def vn(year, month, day, hour=0, minute=0):
    """Return a moment written in Vietnam's time."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def do(act, dossier, actor, at=None, **facts):
    if at is None:
        event = getattr(services, act)(number=dossier.number, actor=actor, **facts)
    else:
        with clock.at(at):
            event = getattr(services, act)(number=dossier.number, actor=actor, **facts)
    dossier.refresh_from_db()
    return event


def received_at(make, office, moment, limit="3wd"):
    with clock.at(moment):
        return make.received(office, limit=limit)
