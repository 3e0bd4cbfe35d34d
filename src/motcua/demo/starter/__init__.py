"""The starter catalogue, written by the project: services, processes and e-forms as data.

Not an official text: codes begin with 9, which the State never gives, and every page
that shows one says so.
"""

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from motcua.procedures.eforms import definition


@dataclass(frozen=True)
class StarterService:
    """One service of the starter catalogue, as its TOML table says."""

    code: str
    vi: str
    en: str
    field: str
    levels: tuple[str, ...]
    audiences: tuple[str, ...]
    life: tuple[str, ...]
    announced_by: str
    executing: str
    online: str
    limit: str
    fee: int | str
    process: str
    form: tuple[str, ...]
    output: tuple[str, str]
    law: tuple[tuple[str, str], ...]
    keywords: tuple[str, ...]
    papers: tuple[tuple[Any, ...], ...]
    more: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))


@cache
def blocks() -> dict[str, Any]:
    """Return the form blocks by key."""
    return _read("forms.toml")


@cache
def processes() -> dict[str, Any]:
    """Return the patterns of internal processes by key."""
    return _read("processes.toml")


@cache
def names() -> dict[str, dict[str, list[str]]]:
    """Return the names of fields and life events by slug: [vi, en, …]."""
    return _read("names.toml")


@cache
def services() -> tuple[StarterService, ...]:
    """Return all starter services, in code order."""
    tables = _read("services_people.toml")["service"] + _read("services_work.toml")["service"]
    return tuple(sorted(map(_service, tables), key=lambda service: service.code))


def _service(table: dict[str, Any]) -> StarterService:
    own = {name: table[name] for name in StarterService.__dataclass_fields__ if name in table and name != "law"}
    law = table["law"]
    pairs = tuple(zip(law[::2], law[1::2], strict=True))
    tuples = {name: tuple(value) for name, value in own.items() if isinstance(value, list)}
    tuples["papers"] = tuple(tuple(paper) for paper in table["papers"])
    more = {name: value for name, value in table.items() if name not in own and name != "law"}
    return StarterService(**{**own, **tuples, "law": pairs, "more": more})


def form_of(service: StarterService) -> dict[str, Any]:
    """Return the e-form definition of a starter service."""
    return definition.build((key, blocks()[key]) for key in service.form)


def forms() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (code, definition) of every starter service."""
    for service in services():
        yield service.code, form_of(service)
