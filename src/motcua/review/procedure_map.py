"""The map of one procedure (or agency, or all) from the ledger's events, with its splits and signs."""

from dataclasses import dataclass

from motcua.ledger import selectors as ledger
from motcua.review import comparison, games
from motcua.review.bottlenecks import HOLDERS, SPANS
from motcua.review.process_map import ProcessMap, map_relation
from motcua.review.scope import Scope, choose


@dataclass(frozen=True, slots=True)
class ProcedureMap:
    """Everything one page shows of a procedure; hours of the clock by holder."""

    map: ProcessMap
    hours: dict[str, float]
    games: tuple[games.Game, ...]
    units: tuple[comparison.UnitFigures, ...]


def map_of(scope: Scope) -> ProcedureMap:
    """Return the map of the dossiers in `scope`; raise NothingToReview for none."""
    with ledger.reader() as connection:
        choose(connection, scope)
        found = map_relation(connection, "log")
        connection.execute(SPANS)
        rows = connection.execute("SELECT holder, sum(hours) FROM spans GROUP BY ALL").fetchall()
        hours = dict.fromkeys(HOLDERS, 0.0) | {holder: float(total) for holder, total in rows}
        return ProcedureMap(found, hours, games.found_games(connection), comparison.compare(connection))
