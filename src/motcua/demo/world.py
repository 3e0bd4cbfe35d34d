"""Who takes in what in the simulated quarter: units, procedures and sending systems, with their weights.

Few units and few procedures cause most of the lateness, most of all in overloaded districts: that is
what staffing and review must be able to find out from the events alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from motcua.agencies.models import Unit
from motcua.procedures.models import Channel, ProcedureVersion, VersionLevel
from motcua.rules.levels import Level

LEVELS = (Level.CENTRAL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
# Share of all dossiers by level.
SHARE = {Level.CENTRAL: 0.20, Level.PROVINCE: 0.22, Level.DISTRICT: 0.30, Level.COMMUNE: 0.28}
OVERLOADED_SHARE = 0.08
DOSSIERS_A_UNIT = 70
LAND = "MP-01"

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class LevelWorld:
    """The units and procedures of one level; arrays of one length each."""

    level: Level
    units: Texts
    sources: Texts
    unit_weight: Floats
    unit_trouble: Floats
    procedures: Texts
    fields: Texts
    limits: npt.NDArray[np.int64]
    fees: npt.NDArray[np.int64]
    online: npt.NDArray[np.bool_]
    procedure_weight: Floats
    procedure_trouble: Floats


def world(day: date, dossiers: int, rng: np.random.Generator) -> dict[Level, LevelWorld]:
    """Return the world of each level on `day`; with few dossiers only some units are at work."""
    procedures = _procedures(day)
    return {level: _level(level, day, int(dossiers * SHARE[level]), procedures[level], rng) for level in LEVELS}


def _procedures(day: date) -> dict[Level, list[tuple[str, str, int, int, bool]]]:
    """Return (code, field, working days, fee, online) of the simulated procedures in force, by level."""
    rows = ProcedureVersion.objects.in_force(day).filter(source="demo")
    facts = {
        pk: (code, field, online != "none")
        for pk, code, field, online in rows.values_list("pk", "procedure__code", "field__code", "online_level")
    }
    limits = {}
    for version, quantity, amount in Channel.objects.filter(
        version__source="demo", method="direct", version__valid_from__lte=day
    ).values_list("version", "quantity", "costs__amount"):
        limits[version] = (int(quantity or 1), int(amount or 0))
    found: dict[Level, list[tuple[str, str, int, int, bool]]] = {level: [] for level in LEVELS}
    for version, level in VersionLevel.objects.filter(version__source="demo", version__valid_from__lte=day).values_list(
        "version", "level"
    ):
        if version in facts and level in found:
            code, field, online = facts[version]
            found[Level(level)].append((code, field, *limits[version], online))
    return found


def _units(level: Level, day: date) -> list[str]:
    found = Unit.objects.in_force_on(day).filter(level=level)
    if level is Level.CENTRAL:
        found = found.filter(kind="ministry")
    if level is Level.PROVINCE:
        found = found.filter(kind="department")
    return list(found.order_by("code").values_list("code", flat=True))


def _level(
    level: Level, day: date, dossiers: int, procedures: list[tuple[str, str, int, int, bool]], rng: np.random.Generator
) -> LevelWorld:
    codes = np.array(_units(level, day))
    rng.shuffle(codes)
    units = codes[: max(20, min(len(codes), dossiers // DOSSIERS_A_UNIT))]
    overloaded = rng.random(len(units)) < OVERLOADED_SHARE
    weight = rng.lognormal(0, 0.5, len(units)) * np.where(overloaded, 2.2, 1.0)
    trouble = rng.lognormal(0, 0.6, len(units)) * np.where(overloaded, 14.0, 1.0)
    code, field, limits, fees, online = (np.array(column) for column in zip(*procedures, strict=True))
    return LevelWorld(
        level=level,
        units=units,
        sources=np.array([f"demo.{unit.split('.')[0].lower()}" for unit in units]),
        unit_weight=weight / weight.sum(),
        unit_trouble=trouble,
        procedures=code,
        fields=field,
        limits=limits.astype(np.int64),
        fees=fees.astype(np.int64),
        online=online.astype(bool),
        procedure_weight=_zipf(len(code), rng),
        procedure_trouble=rng.lognormal(0, 1.0, len(code)) * np.where(field == LAND, 4.0, 1.0),
    )


def _zipf(many: int, rng: np.random.Generator) -> Floats:
    weight = 1.0 / (3 + rng.permutation(many))
    return np.asarray(weight / weight.sum())
