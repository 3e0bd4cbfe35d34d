"""Statements of the hottest path, put together once instead of at every call.

The ORM spends more time on writing the same SELECT, INSERT and UPDATE than the database on
doing them. Only plain rows of one table; model signals are not sent. Values pass through the
fields as in the ORM, so both databases store and give back the same.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


def _quoted(names: Sequence[Any]) -> list[str]:
    return [connection.ops.quote_name(name) for name in names]


class PreparedInsert(Generic[Row]):
    """Insert one row and give it its key."""

    def __init__(self, model: type[Row]) -> None:
        self.model = model

    @cached_property
    def _fields(self) -> list[Any]:
        return [field for field in self.model._meta.concrete_fields if not field.primary_key]

    @cached_property
    def _statement(self) -> str:
        columns = ", ".join(_quoted([field.column for field in self._fields]))
        marks = ", ".join(["%s"] * len(self._fields))
        (table,) = _quoted([self.model._meta.db_table])
        return f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING id"  # noqa: S608 (names of our own columns)

    def __call__(self, row: Row) -> None:
        values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in self._fields]
        with connection.cursor() as cursor:
            cursor.execute(self._statement, values)
            row.pk = cursor.fetchone()[0]
        row._state.adding, row._state.db = False, connection.alias


class PreparedUpdate(Generic[Row]):
    """Write some columns of one row."""

    def __init__(self, model: type[Row], names: Sequence[str]) -> None:
        self.model, self.names = model, names

    @cached_property
    def _fields(self) -> list[Any]:
        return [self.model._meta.get_field(name) for name in self.names]

    @cached_property
    def _statement(self) -> str:
        columns = ", ".join(f"{name} = %s" for name in _quoted([field.column for field in self._fields]))
        (table,) = _quoted([self.model._meta.db_table])
        return f"UPDATE {table} SET {columns} WHERE id = %s"  # noqa: S608 (names of our own columns)

    def __call__(self, row: Row) -> None:
        values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in self._fields]
        with connection.cursor() as cursor:
            cursor.execute(self._statement, [*values, row.pk])


class PreparedGet(Generic[Row]):
    """Get one row by the value of one unique column, locked until the transaction ends."""

    def __init__(self, model: type[Row], by: str) -> None:
        self.model, self.by = model, by

    @cached_property
    def _statement(self) -> str:
        meta: Any = self.model._meta
        columns = ", ".join(_quoted([field.column for field in meta.concrete_fields]))
        table, by = _quoted([meta.db_table, meta.get_field(self.by).column])
        lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
        return f"SELECT {columns} FROM {table} WHERE {by} = %s{lock}"  # noqa: S608 (names of our own columns)

    @cached_property
    def _converters(self) -> list[tuple[int, Any, list[Any]]]:
        found = []
        for place, field in enumerate(self.model._meta.concrete_fields):
            column = field.get_col(self.model._meta.db_table)
            steps = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
            if steps:
                found.append((place, column, steps))
        return found

    def __call__(self, value: Any) -> Row | None:
        with connection.cursor() as cursor:
            cursor.execute(self._statement, [value])
            stored = cursor.fetchone()
        if stored is None:
            return None
        values = list(stored)
        for place, column, steps in self._converters:
            for step in steps:
                values[place] = step(values[place], column, connection)
        names = [field.attname for field in self.model._meta.concrete_fields]
        return self.model.from_db(connection.alias, names, values)
