"""Ask a cluster everything at once: its driver, master and workers then wait for each other no more.

The reports are first computed by the engine in the place of the cluster (`rehearsed`), which tells the statements
that a cluster would be asked; then the cluster answers those side by side (`asked_ahead`), and the reports are
computed from its answers. A statement that nobody foresaw is asked when it comes.
"""

import contextlib
from concurrent.futures import ThreadPoolExecutor

from motcua.ledger import cluster, selectors

AT_ONCE = 3


class Rehearsal(cluster.Far):
    """The engine, asked as a cluster is asked; keeps the statements."""

    def __init__(self, engine, statements):
        self.session, self.engine, self.statements = None, engine, statements

    def execute(self, sql, values=()):
        self.statements.append(cluster.filled(sql, values))
        return self.engine.execute(sql, values)


class Foreseen(cluster.Far):
    """A cluster that has answered already."""

    def __init__(self, session, answers):
        super().__init__(session)
        self.answers = answers

    def execute(self, sql, values=()):
        return self.answers.get(cluster.filled(sql, values)) or super().execute(sql, values)


@contextlib.contextmanager
def rehearsed(monkeypatch, settings):
    """Yield the list to which every statement for a cluster is added."""
    statements = []

    @contextlib.contextmanager
    def reader(state):
        with selectors.reader() as engine:
            yield Rehearsal(engine, statements)

    with monkeypatch.context() as patch:
        patch.setattr(cluster, "reader", reader)
        patch.setattr(settings, "SPARK_MASTER", "rehearsal")
        yield statements


@contextlib.contextmanager
def asked_ahead(monkeypatch, statements):
    """Let the cluster answer `statements` as soon as it is opened; what they make comes first."""
    real = cluster.reader

    @contextlib.contextmanager
    def reader(state):
        with real(state) as far, ThreadPoolExecutor(AT_ONCE) as pool:
            makes = [sql for sql in statements if sql.startswith("CREATE")]
            questions = [sql for sql in dict.fromkeys(statements) if sql not in makes]
            for sql in makes:
                far.execute(sql)
            yield Foreseen(far.session, dict(zip(questions, pool.map(far.execute, questions), strict=True)))

    with monkeypatch.context() as patch:
        patch.setattr(cluster, "reader", reader)
        yield
