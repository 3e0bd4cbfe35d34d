"""Every dated parameter and every reading of the law, read out of `rules/` itself.

What stands there with UNVERIFIED or ASSUMPTION in its comment, docstring or source is told with that mark, so
that an administrator sees what nobody has confirmed. Nothing is listed by hand.
"""

import ast
import importlib
import inspect
import io
import pkgutil
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import lru_cache
from types import ModuleType
from typing import Any

import motcua.rules as rules
from motcua.rules import parameters
from motcua.rules.periods import Period

MARKS = ("UNVERIFIED", "ASSUMPTION")
_LABELS = ("vi", "en", "key", "code", "number", "decree", "name", "member", "announcer", "level")
_MARKED = re.compile(rf"\b({'|'.join(MARKS)})(?:\s*\([^)]*\))?:\s*(.*?)(?=\b(?:{'|'.join(MARKS)})\b|$)")
_ASIDE = re.compile(rf"([^.:]*?)\s*\(({'|'.join(MARKS)})\)")
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Mark:
    """What is taken for granted (ASSUMPTION), or was not confirmed (UNVERIFIED)."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of `rules/parameters`, with its days and source where it has its own."""

    name: str
    label: str
    value: str
    valid_from: date | None = None
    valid_before: date | None = None
    source: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One module of `rules/`: its question, its source, its marks and its parameters."""

    module: str
    question: str
    source: str
    marks: tuple[Mark, ...]
    parameters: tuple[Parameter, ...] = ()


def marks_in(text: str) -> list[Mark]:
    """Return the marks of a docstring or comment.

    >>> marks_in("Source: X. ASSUMPTION: half a day is 4 hours. UNVERIFIED: the first day.")[1]
    Mark(kind='UNVERIFIED', sentence='the first day.')
    """
    one_line = " ".join(text.split())
    found = [Mark(kind, sentence.strip()) for kind, sentence in _MARKED.findall(one_line)]
    return found + [Mark(kind, sentence.strip()) for sentence, kind in _ASIDE.findall(one_line)]


@lru_cache(maxsize=1)
def chapters() -> tuple[Chapter, ...]:
    """Return the modules of `rules/parameters` with all they hold."""
    return tuple(_chapter(module, with_parameters=True) for module in _modules(parameters))


@lru_cache(maxsize=1)
def readings() -> tuple[Chapter, ...]:
    """Return the other modules of `rules/` that read the law in a way which nobody has confirmed."""
    found = (_chapter(module, with_parameters=False) for module in _modules(rules))
    return tuple(chapter for chapter in found if chapter.marks)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__):
        if not found.ispkg:
            yield importlib.import_module(f"{package.__name__}.{found.name}")


def _chapter(module: ModuleType, *, with_parameters: bool) -> Chapter:
    question, _, source = (module.__doc__ or "").partition("\n")
    written = inspect.getsource(module)
    tree, comments = ast.parse(written), _comments(written)
    marks = marks_in(module.__doc__ or "")
    if not with_parameters:
        holders = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef))
        marks += [mark for node in holders for mark in marks_in(ast.get_docstring(node) or "")]
        marks += [mark for _, text in _blocks(comments, range(len(written))) for mark in marks_in(text)]
    found = tuple(_parameters(module, tree, comments)) if with_parameters else ()
    return Chapter(
        module.__name__.removeprefix("motcua."), question.strip(), " ".join(source.split()), tuple(marks), found
    )


def _comments(written: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(written).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}


def _blocks(comments: Mapping[int, str], lines: range) -> list[tuple[int, str]]:
    """Return runs of comment lines inside `lines`, each with its last line."""
    runs: list[tuple[int, list[str]]] = []
    for line in sorted(line for line in comments if line in lines):
        if runs and runs[-1][0] == line - 1:
            runs[-1] = (line, [*runs[-1][1], comments[line]])
        else:
            runs.append((line, [comments[line]]))
    return [(last, " ".join(texts)) for last, texts in runs]


def _above(comments: Mapping[int, str], line: int) -> int:
    """Return the first line of the comment that stands right above `line`."""
    while line - 1 in comments:
        line -= 1
    return line


def _parameters(module: ModuleType, tree: ast.Module, comments: Mapping[int, str]) -> Iterator[Parameter]:
    for node in tree.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        targets = node.targets[0] if isinstance(node, ast.Assign) else node.target
        for target in targets.elts if isinstance(targets, ast.Tuple) else [targets]:
            if isinstance(target, ast.Name) and target.id.isupper() and not target.id.startswith("_"):
                first = _above(comments, node.lineno)
                yield from _rows(target.id, getattr(module, target.id), node.value, comments, first)


def _rows(name: str, value: Any, node: ast.expr, comments: Mapping[int, str], first: int) -> Iterator[Parameter]:
    parts = _parts(value)
    lines = _lines_of_parts(node)
    last = node.end_lineno or node.lineno
    of_all = _marks(comments, range(first, node.lineno + 1))
    if not parts:
        yield _told(name, name, value, _marks(comments, range(first, last + 1)))
        return
    # What a comment inside says belongs to the entry below it; the rest belongs to every entry.
    own = len(lines) == len(parts)
    end = node.lineno
    for index, (label, part) in enumerate(parts):
        mine: list[Mark] = []
        if own:
            mine, end = _marks(comments, range(end + 1, lines[index] + 1)), lines[index]
        yield _told(name, label, part, [*of_all, *mine])


def _lines_of_parts(node: ast.expr) -> list[int]:
    inside = node.values if isinstance(node, ast.Dict) else getattr(node, "elts", [])
    return [each.end_lineno or each.lineno for each in inside]


def _marks(comments: Mapping[int, str], lines: range) -> list[Mark]:
    return [mark for _, text in _blocks(comments, lines) for mark in marks_in(text)]


def _parts(value: Any) -> list[tuple[str, Any]]:
    """Return the entries of a table of the law; nothing where the value is one value."""
    if isinstance(value, Mapping):
        return [(_text(key), part) for key, part in value.items()]
    if isinstance(value, tuple | list) and value and all(is_dataclass(part) or type(part) is tuple for part in value):
        return [(_label(part), part) for part in value]
    return []


def _label(part: Any) -> str:
    if isinstance(part, tuple):
        return _text(part[0])
    return next((_text(getattr(part, name)) for name in _LABELS if getattr(part, name, "")), type(part).__name__)


def _told(name: str, label: str, value: Any, marks: list[Mark]) -> Parameter:
    source = str(getattr(value, "source", ""))
    days = next((each for each in _members(value) if isinstance(each, Period)), None)
    return Parameter(
        name,
        label,
        _short(_text(value, without=("source", "valid_from", "valid_before", "vi", "en"))),
        getattr(value, "valid_from", None) or (days.start if days else None),
        getattr(value, "valid_before", None) or (days.before if days else None),
        _MARKED.sub(r"\2", source),
        (*marks, *marks_in(source)),
    )


def _members(value: Any) -> list[Any]:
    if isinstance(value, tuple | list):
        return list(value)
    return [getattr(value, field.name) for field in fields(value)] if is_dataclass(value) else []


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2].rstrip() + " …"


def _text(value: Any, without: tuple[str, ...] = ()) -> str:
    """Write a value as people write it."""
    if isinstance(value, Period):
        return f"{_text(value.start)} – {_text(value.before) if value.before else '…'}"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if is_dataclass(value):
        told = {each.name: getattr(value, each.name) for each in fields(value) if each.name not in without}
        return ", ".join(
            f"{name} = {_text(each, without)}" for name, each in told.items() if each not in ("", (), None)
        )
    if isinstance(value, Mapping):
        return "; ".join(f"{_text(key)}: {_text(part)}" for key, part in value.items())
    if isinstance(value, tuple | list | set | frozenset):
        inside = sorted(map(_text, value)) if isinstance(value, set | frozenset) else [_text(each) for each in value]
        return "; ".join(inside)
    return str(value)
