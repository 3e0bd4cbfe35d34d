"""Nodes of linked data and two ways to write them: JSON-LD and Turtle, one node at a time."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to another node."""

    iri: str


@dataclass(frozen=True, slots=True)
class Said:
    """A literal: with a language, or with a datatype."""

    text: str
    language: str = ""
    datatype: str = ""


Value = Ref | Said


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with an address, its classes and what is said of it."""

    iri: str
    types: tuple[str, ...]
    facts: tuple[tuple[str, Value], ...]


def vi(text: str) -> Said:
    """Return a Vietnamese text."""
    return Said(" ".join(text.split()) or "Không nêu", language="vi")


def iri_part(text: str) -> str:
    """Return `text` so that it may stand in an address."""
    return quote(text.strip() or "-", safe="")


def json_ld(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield a JSON-LD document in pieces."""
    yield '{"@context": ' + json.dumps(PREFIXES) + ',\n"@graph": [\n'
    comma = ""
    for node in nodes:
        yield comma + json.dumps(_as_json(node), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def _as_json(node: Node) -> dict[str, Any]:
    answer: dict[str, Any] = {"@id": node.iri, "@type": list(node.types)}
    for name, value in node.facts:
        answer.setdefault(name, []).append(_json_value(value))
    return answer


def _json_value(value: Value) -> dict[str, str]:
    if isinstance(value, Ref):
        return {"@id": value.iri}
    answer = {"@value": value.text}
    if value.language:
        answer["@language"] = value.language
    elif value.datatype:
        answer["@type"] = value.datatype
    return answer


def turtle(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield a Turtle document in pieces."""
    for prefix, address in PREFIXES.items():
        yield f"@prefix {prefix}: <{address}> .\n"
    for node in nodes:
        lines = [f"a {', '.join(node.types)}", *(f"{name} {_turtle_value(value)}" for name, value in node.facts)]
        yield f"\n<{node.iri}> " + " ;\n    ".join(lines) + " .\n"


def _turtle_value(value: Value) -> str:
    if isinstance(value, Ref):
        return f"<{value.iri}>"
    # JSON's escapes of a string are a subset of Turtle's.
    text = json.dumps(value.text, ensure_ascii=False)
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{value.datatype}" if value.datatype else text
