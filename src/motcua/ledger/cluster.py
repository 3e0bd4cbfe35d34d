"""Past one machine: the SQL of the reports, run by Apache Spark over the same Parquet files.

No second set of queries: a report asks in the one dialect of its definition, and `translated` gives what a
cluster understands. `Far` stands in for the engine's connection as far as the reports use one.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings

from motcua.ledger import facts, store
from motcua.rules.errors import RuleViolation

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import SparkSession
    from sqlglot import exp

# By view: the files it was made of, and their columns.
_COLUMNS: dict[str, tuple[list[str], Any]] = {}
_MARK = re.compile(r"'(?:[^']|'')*'|\?")


class ClusterNotInstalled(RuleViolation):
    """MOTCUA_SPARK_MASTER names a cluster, but its driver is missing: install requirements/cluster.txt."""

    code = "cluster_not_installed"
    vi = "MOTCUA_SPARK_MASTER chỉ một cụm máy nhưng thiếu bộ nối: hãy cài requirements/cluster.txt."


class ClusterRefuses(RuleViolation):
    """The cluster of MOTCUA_SPARK_MASTER gives no answer, or cannot read the files of the ledger: {reason}"""

    code = "cluster_refuses"
    vi = "Cụm máy ở MOTCUA_SPARK_MASTER không trả lời, hoặc không đọc được tệp của sổ cái: {reason}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of one question, and the names of their columns as a connection describes them."""

    description: list[tuple[str]]
    rows: list[tuple[Any, ...]]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.rows

    def fetchone(self) -> tuple[Any, ...] | None:
        return self.rows[0] if self.rows else None


class Far:
    """A connection to the cluster."""

    def __init__(self, session: "SparkSession") -> None:
        self.session = session

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Answer:
        """Run one statement of the ledger's dialect; values take the places of the question marks."""
        with _answering():
            frame = self.session.sql(translated(filled(sql, values)))
            return Answer([(name,) for name in frame.columns], [tuple(row) for row in frame.collect()])


def filled(sql: str, values: Sequence[Any]) -> str:
    """Return `sql` with its question marks replaced by literals."""
    left = iter(values)
    return _MARK.sub(lambda found: _literal(next(left)) if found.group() == "?" else found.group(), sql)


def _literal(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, datetime):
        return f"TIMESTAMP '{value}'"
    if isinstance(value, date):
        return f"DATE '{value}'"
    return str(value) if isinstance(value, int | float) else store.quoted(str(value))


@lru_cache(maxsize=512)
def translated(sql: str) -> str:
    """Return the statement in the words of Spark.

    >>> translated("SELECT count(*) FILTER (x > 1) FROM t")
    'SELECT COUNT(*) FILTER(WHERE x > 1) FROM t'
    """
    import sqlglot  # noqa: PLC0415 - only where a cluster is in use

    return sqlglot.parse_one(sql, read="duckdb").transform(_reworded).sql(dialect="spark")


def _reworded(node: "exp.Expression") -> "exp.Expression":
    """Return what the translator does not know by itself, or would say less exactly."""
    from sqlglot import exp  # noqa: PLC0415

    if isinstance(node, exp.Create) and node.kind == "TABLE":
        node.set("kind", "VIEW")
    if isinstance(node, exp.TimeToUnix):  # with its fraction, as the engine counts it
        micros = exp.Anonymous(this="unix_micros", expressions=[exp.cast(node.this, "TIMESTAMPTZ")])
        return exp.paren(exp.Div(this=micros, expression=exp.Literal.number("1e6")))
    if isinstance(node, exp.PercentileCont):
        return exp.Anonymous(this="percentile", expressions=[node.this, node.expression])
    if isinstance(node, exp.Select):
        node.set("expressions", [part for each in node.expressions for part in _replaced(each)])
    return node


def _replaced(column: "exp.Expression") -> list["exp.Expression"]:
    """Return `x.* REPLACE (a AS b)` as `x.* EXCEPT (b), a AS b`."""
    from sqlglot import exp  # noqa: PLC0415

    star = column.this if isinstance(column, exp.Column) else column
    replaced = star.args.get("replace") if isinstance(star, exp.Star) else None
    if not replaced:
        return [column]
    star.set("replace", None)
    star.set("except_", [exp.to_identifier(each.alias) for each in replaced])
    return [column, *replaced]


def is_set() -> bool:
    """Return whether this installation has a cluster."""
    return bool(settings.SPARK_MASTER)


@contextmanager
def reader(state: store.Manifest) -> "Iterator[duckdb.DuckDBPyConnection]":
    """Yield the cluster with the views of `ledger.selectors` over one state; answers like the engine's connection."""
    session = _session()
    far = Far(session.newSession())
    with _answering():
        _views(far.session, state)
    yield cast("duckdb.DuckDBPyConnection", far)


def _session() -> "SparkSession":
    """Return this process's session; how much of the cluster it takes is said in spark-defaults.conf."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - 430 MB that one machine does not need
    except ImportError:
        raise ClusterNotInstalled from None
    asked = SparkSession.builder.master(settings.SPARK_MASTER).appName("motcua")
    asked = asked.config("spark.sql.session.timeZone", "UTC")
    with _answering():
        session = asked.getOrCreate()
        if session.sparkContext._jsc.sc().isStopped():  # the cluster went away: this driver will not come back
            session.stop()
            session = asked.getOrCreate()
    return session


@contextmanager
def _answering() -> Iterator[None]:
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (Py4JError, PySparkException) as trouble:
        raise ClusterRefuses(reason=str(trouble).partition("\n")[0]) from trouble


def _views(session: "SparkSession", state: store.Manifest) -> None:
    _view(session, "fact_dossier", [*state.facts.values(), *state.bulk])
    _view(session, "events", [name for group in state.events.values() for name in group] + state.landing)
    _view(session, "cube_day", state.cubes)
    _view(session, "cube_half", state.halves)
    _view(session, "receipt", state.receipts)
    _view(session, "code", [state.codes])
    for kind in facts.CODED:
        session.table("code").where(f"kind = '{kind}'").select("id", "code").createOrReplaceTempView(f"code_{kind}")
    session.sql(translated(facts.with_texts("fact_dossier"))).createOrReplaceTempView("dossier")


def _view(session: "SparkSession", name: str, files: list[str]) -> None:
    """Make a view over files, which never change: their columns are looked up once."""
    if not files:
        return
    root = settings.OBJECT_STORE.rstrip("/") or store.folder().as_uri()
    paths = [f"{root}/{file}" for file in files]
    known, columns = _COLUMNS.get(name, ([], None))
    if known != paths:
        columns = session.read.option("mergeSchema", "true").parquet(*paths).schema
        _COLUMNS[name] = (paths, columns)
    session.read.schema(columns).parquet(*paths).createOrReplaceTempView(name)
