"""A column that holds the duties of a post as a set, searchable on every database."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from motcua.accounts.duties import Duty


class DutiesField(models.CharField):  # type: ignore[type-arg]
    """Keep a frozenset of `Duty` as ` receive settle `; JSON containment is not on SQLite."""

    _pyi_private_set_type: Iterable[str]  # type: ignore[assignment]
    _pyi_private_get_type: frozenset[Duty]  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> frozenset[Duty] | None:
        return None if value is None else frozenset(Duty(word) for word in value.split())

    def to_python(self, value: Any) -> frozenset[Duty] | None:
        if value is None or isinstance(value, frozenset):
            return value
        words = value.split() if isinstance(value, str) else value
        return frozenset(Duty(word) for word in words)

    def get_prep_value(self, value: str | Iterable[str] | None) -> str | None:
        if value is None or isinstance(value, str):
            return value
        return f" {' '.join(sorted(Duty(duty).value for duty in value))} "

    def value_to_string(self, obj: Any) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""
