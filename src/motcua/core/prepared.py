"""Statements of the hottest path, put together once instead of at every call.

The ORM spends more time on writing the same SELECT, INSERT and UPDATE than the database on
doing them. Only plain rows of one table; model signals are not sent. Values pass through the
fields as in the ORM, so both databases store and give back the same. PostgreSQL keeps the plan
of each statement (bound on the server), so it neither parses nor plans it again.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property, partial
from itertools import islice
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.db import connection, connections, models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)
Part = tuple[str, list[Any]]
"""One statement and its values, to be executed now or `together` with others."""


def _quoted(names: Sequence[Any]) -> list[str]:
    return [connection.ops.quote_name(name) for name in names]


def asked(statement: str, values: Sequence[Any]) -> Any:
    """Execute a statement that the database may keep prepared; return the cursor, to be read before the next one.

    On PostgreSQL each connection has one such cursor, used over and over.
    """
    server: Any = connections["default"]
    if server.vendor != "postgresql":
        cursor = server.cursor()
    elif server.queries_logged:
        cursor = _bound_on_server(server)
    else:
        cursor = _CURSORS.get(server.connection) if server.connection is not None else None
        if cursor is None:
            cursor = _bound_on_server(server)
            _CURSORS[server.connection] = cursor
        elif server.needs_rollback:
            server.validate_no_broken_transaction()
    cursor.execute(statement, values)
    return cursor


def together(*parts: Part) -> Any:
    """Execute statements, on PostgreSQL as one; return the cursor of the last, as `asked` does.

    As one they all see the rows as they were before, so none may read or write what another writes.
    """
    *before, (last, values) = parts
    if before and connection.vendor == "postgresql":
        named = ", ".join(f"part{place} AS ({statement})" for place, (statement, _) in enumerate(before))
        return asked(f"WITH {named} {last}", [value for _, given in parts for value in given])
    for statement, given in before:
        asked(statement, given)
    return asked(last, values)


def _bound_on_server(server: Any) -> Any:
    # psycopg is an extra; Django's own class keeps its time zones and JSON.
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415

    server.ensure_connection()
    cursor_class: Any = ServerBindingCursor
    return server._prepare_cursor(cursor_class(server.connection))


_CURSORS: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


def _is_stored_as_it_is(field: Any) -> bool:
    """Return whether the database driver takes the values of a field as they are in the row."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return False
    if isinstance(field, models.ForeignKey):
        return _is_stored_as_it_is(field.target_field)
    return type(field) in _PLAIN or (type(field) is models.DateTimeField and connection.vendor == "postgresql")


_PLAIN = {
    models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.PositiveIntegerField,
    models.PositiveSmallIntegerField, models.SmallIntegerField, models.BigIntegerField, models.BigAutoField,
}  # fmt: skip


def _writers(fields: Sequence[Any]) -> list[tuple[str, Any, Any]]:
    """Return, for each field, its name in a row, the field if it makes the value to store, and what wraps it."""
    return [(field.attname, None if _is_stored_as_it_is(field) else field, _wrapper(field)) for field in fields]


def _wrapper(field: Any) -> Any:
    """Return what makes JSON of a value for PostgreSQL, as the field would in four calls more; else None."""
    if type(field) is models.JSONField and connection.vendor == "postgresql":
        return partial(connection.ops.adapt_json_value, encoder=field.encoder)
    return None


def _stored(row: models.Model, writers: list[tuple[str, Any, Any]], *, adding: bool) -> list[Any]:
    held, values = row.__dict__, []
    for name, field, wrap in writers:
        if field is None:
            values.append(held[name])
        elif wrap is not None and held[name] is not None:
            values.append(wrap(held[name]))
        else:
            given = field.pre_save(row, True) if adding else held[name]
            values.append(field.get_db_prep_save(given, connection))
    return values


def stored_moment(moment: datetime) -> Any:
    """Return a moment as the database stores it."""
    return connection.ops.adapt_datetimefield_value(moment)


def _made(model: type[Row], names: Sequence[str], values: Iterable[Any]) -> Row:
    """Return a row as read, without the detours of Model.__init__ (no signal of it is used here)."""
    row = model.__new__(model)
    row.__dict__.update(zip(names, values, strict=False))
    row._state = ModelState()
    row._state.adding, row._state.db = False, _ALIAS
    return row


def fresh(model: type[Row], **values: Any) -> Row:
    """Return a new row with `values` by column name (`unit_id`) and the defaults of the rest, as `model(…)` would.

    Without the detours of Model.__init__, which cost more than the INSERT; no signal of it is used here.
    """
    given, made = _DEFAULTS.get(model) or _defaults(model)
    row = model.__new__(model)
    held = row.__dict__
    held.update(given)
    for name, make in made:
        if name not in values:
            held[name] = make()
    held.update(values)
    row._state = ModelState()
    return row


_ALIAS = "default"
_DEFAULTS: dict[type[models.Model], tuple[dict[str, Any], list[tuple[str, Any]]]] = {}


def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    fields: list[Any] = list(model._meta.concrete_fields)
    made = [(field.attname, field.get_default) for field in fields if callable(field.default)]
    given = {field.attname: field.get_default() for field in fields if not callable(field.default)}
    _DEFAULTS[model] = given, made
    return given, made


class PreparedInsert(Generic[Row]):
    """Insert one row, give it its key, and return whether it went in.

    With `unless_there` a row that breaks a unique constraint is left out instead of refused.
    """

    def __init__(self, model: type[Row], *, unless_there: bool = False) -> None:
        self.model, self.unless_there = model, unless_there

    @cached_property
    def _fields(self) -> list[Any]:
        return [field for field in self.model._meta.concrete_fields if not field.primary_key]

    @cached_property
    def _writers(self) -> list[tuple[str, Any, Any]]:
        return _writers(self._fields)

    @cached_property
    def _statement(self) -> str:
        columns = ", ".join(_quoted([field.column for field in self._fields]))
        marks = ", ".join(["%s"] * len(self._fields))
        (table,) = _quoted([self.model._meta.db_table])
        rest = "ON CONFLICT DO NOTHING RETURNING id" if self.unless_there else "RETURNING id"
        return f"INSERT INTO {table} ({columns}) VALUES ({marks}) {rest}"  # noqa: S608 (names of our own columns)

    def many(self, rows: Sequence[Row]) -> None:
        """Insert rows in one statement; they are not given their keys."""
        if not rows:
            return
        values = [value for row in rows for value in _stored(row, self._writers, adding=True)]
        marks = f"({', '.join(['%s'] * len(self._fields))})"
        head = self._statement.partition(" VALUES ")[0]
        asked(f"{head} VALUES {', '.join([marks] * len(rows))}", values)

    def __call__(self, row: Row, along: Sequence[Part] = ()) -> bool:
        """Insert the row, and execute `along` with it; on PostgreSQL in the same statement."""
        made = together(*along, (self._statement, _stored(row, self._writers, adding=True))).fetchone()
        if made is None:
            return False
        row.pk = made[0]
        row._state.adding, row._state.db = False, _ALIAS
        return True


class PreparedUpdate(Generic[Row]):
    """Write some columns of one row."""

    def __init__(self, model: type[Row], names: Sequence[str]) -> None:
        self.model, self.names = model, names

    @cached_property
    def _fields(self) -> list[Any]:
        return [self.model._meta.get_field(name) for name in self.names]

    @cached_property
    def _writers(self) -> list[tuple[str, Any, Any]]:
        return _writers(self._fields)

    @cached_property
    def _statement(self) -> str:
        columns = ", ".join(f"{name} = %s" for name in _quoted([field.column for field in self._fields]))
        (table,) = _quoted([self.model._meta.db_table])
        return f"UPDATE {table} SET {columns} WHERE id = %s"  # noqa: S608 (names of our own columns)

    @cached_property
    def _of_many(self) -> tuple[str, str, str]:
        """Return what stands before the new values, the marks of one row, and what stands behind."""
        fields = [self.model._meta.pk, *self._fields]
        (table,) = _quoted([self.model._meta.db_table])
        names = _quoted([field.column for field in fields])
        # PostgreSQL takes values outside an INSERT for texts unless told; SQLite keeps what it is given.
        typed = connection.vendor == "postgresql"
        marks = ", ".join(f"%s::{field.rel_db_type(connection)}" if typed else "%s" for field in fields)
        columns = ", ".join(f"{name} = n.{name}" for name in names[1:])
        return (
            f"WITH n({', '.join(names)}) AS (VALUES ",
            f"({marks})",
            f") UPDATE {table} SET {columns} FROM n WHERE {table}.id = n.id",  # noqa: S608 (names of our own columns)
        )

    def part_of_many(self, rows: Sequence[Row]) -> Part:
        """Return the statement that writes the columns of several rows (one at least)."""
        head, marks, tail = self._of_many
        values = [value for row in rows for value in (row.pk, *_stored(row, self._writers, adding=False))]
        return f"{head}{', '.join([marks] * len(rows))}{tail}", values

    def many(self, rows: Sequence[Row]) -> None:
        """Write the columns of several rows in one statement."""
        if rows:
            asked(*self.part_of_many(rows))

    def part(self, row: Row) -> Part:
        """Return the statement that writes the columns of one row."""
        return self._statement, [*_stored(row, self._writers, adding=False), row.pk]

    def __call__(self, row: Row) -> None:
        asked(*self.part(row))


class PreparedGet(Generic[Row]):
    """Get one row by the value of one unique column, with the rows some of its columns point at.

    With `locks` the row stays locked until the transaction ends; `first` names a column of the same
    table whose row is locked before it, in the same statement (a whole before its part).
    """

    def __init__(
        self, model: type[Row], by: str, *, joins: Sequence[str] = (), locks: bool = True, first: str = ""
    ) -> None:
        self.model, self.by, self.joins, self.locks, self.first = model, by, joins, locks, first

    @cached_property
    def _relations(self) -> list[Any]:
        return [self.model._meta.get_field(name) for name in self.joins]

    @cached_property
    def _statement(self) -> str:
        meta: Any = self.model._meta
        table, by = _quoted([meta.db_table, meta.get_field(self.by).column])
        columns = [f"t.{name}" for name in _quoted([field.column for field in meta.concrete_fields])]
        joined = ""
        for place, relation in enumerate(self._relations):
            far: Any = relation.related_model._meta
            own, far_table, key = _quoted([relation.column, far.db_table, far.pk.column])
            columns += [f"j{place}.{name}" for name in _quoted([field.column for field in far.concrete_fields])]
            joined += f" JOIN {far_table} j{place} ON j{place}.{key} = t.{own}"
        statement = f"SELECT {', '.join(columns)} FROM {table} t{joined} WHERE t.{by} = %s"  # noqa: S608 (own columns)
        return self._locking(statement, table, by) if self._is_locked else statement

    @cached_property
    def _times(self) -> int:
        return 2 if self.first and self._is_locked else 1

    @cached_property
    def _is_locked(self) -> bool:
        return self.locks and bool(connection.features.has_select_for_update)

    def _locking(self, statement: str, table: str, by: str) -> str:
        locked = f"{statement} FOR UPDATE OF t"
        if not self.first:
            return locked
        (first,) = _quoted([self.model._meta.get_field(self.first).column])  # type: ignore[union-attr]
        wanted = f"(SELECT {first} FROM {table} WHERE {by} = %s)"  # noqa: S608 (names of our own columns)
        return (
            f"WITH whole AS MATERIALIZED (SELECT id FROM {table} WHERE id = {wanted} FOR UPDATE) "  # noqa: S608
            f"{statement} AND (SELECT count(*) FROM whole) >= 0 FOR UPDATE OF t"
        )

    @cached_property
    def _converters(self) -> list[tuple[int, Any, list[Any]]]:
        found, place = [], 0
        for model in (self.model, *(relation.related_model for relation in self._relations)):
            for field in model._meta.concrete_fields:
                column = field.get_col(model._meta.db_table)
                steps = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
                if steps:
                    found.append((place, column, steps))
                place += 1
        return found

    @cached_property
    def _names(self) -> list[list[str]]:
        models = (self.model, *(relation.related_model for relation in self._relations))
        return [[field.attname for field in model._meta.concrete_fields] for model in models]

    def __call__(self, value: Any) -> Row | None:
        stored = asked(self._statement, [value] * self._times).fetchone()
        return None if stored is None else self._row(stored)

    def all(self, value: Any) -> list[Row]:
        """Return every row with this value, in no order."""
        found = asked(self._statement, [value] * self._times).fetchall()
        return [self._row(stored) for stored in found]

    def _row(self, stored: Iterable[Any]) -> Row:
        values = list(stored)
        for place, column, steps in self._converters:
            for step in steps:
                values[place] = step(values[place], column, connection)
        given = iter(values)
        if not self._relations:
            return _made(self.model, self._names[0], given)
        row = _made(self.model, self._names[0], islice(given, len(self._names[0])))
        for relation, names in zip(self._relations, self._names[1:], strict=True):
            row._state.fields_cache[relation.name] = _made(relation.related_model, names, islice(given, len(names)))
        return row
