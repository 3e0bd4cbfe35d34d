"""The import: files in, counts out; batch by batch, each whole or not at all.

Stopped anywhere and started again, it gives what one run gives: a record whose text is
already there is `unchanged`. read = created + changed + unchanged + quarantined.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from motcua.procedures.errors import FileUnreadable
from motcua.procedures.intake.batches import Intake, Outcome, store_batch
from motcua.procedures.intake.lines import Line, Problem, lines_of
from motcua.procedures.intake.parsing import parse_line
from motcua.procedures.intake.quarantine import list_equal_names, quarantine_raw
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.signals import catalogue_changed
from motcua.procedures.statistics import keep_statistics

BATCH = 250
PROGRESS = Callable[[int], None]


@dataclass(slots=True)
class ImportReport:
    """What an import did; `problems` are lines that are no record at all.

    `absent` are codes that an earlier file brought and this one lacks: told, never taken
    out, because a file may be a part of the whole and only a decision abolishes.
    """

    read: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    defects: dict[str, list[str]] = field(default_factory=dict)
    changes: dict[str, list[str]] = field(default_factory=dict)
    quarantine: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    equal_name_groups: int = 0
    absent: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as the command and the API show it."""
        answer = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return {**answer, "problems": [problem.as_dict() for problem in self.problems]}


def import_files(paths: Iterable[Path], *, progress: PROGRESS | None = None, today: date | None = None) -> ImportReport:
    """Import the portal's answers; a file that cannot be read is a problem of the report and stops no other."""
    run = _Run(today or timezone.localdate(), progress)
    for path in paths:
        try:
            run.take_file(path)
        except FileUnreadable as refusal:
            problem = Problem(path.name, 0, refusal.code, refusal.sentence("vi"), refusal.sentence("en"))
            run.report.problems.append(problem)
    run.finish()
    keep_statistics(run.today)
    return run.report


class _Run:
    """One run over several files: what was seen, what waits for the end."""

    def __init__(self, today: date, progress: PROGRESS | None) -> None:
        self.report = ImportReport()
        self.today, self.progress = today, progress
        self.seen: dict[str, str] = {}  # code as published → digest
        # Codes with outer blanks wait for the clean ones, so that order decides nothing.
        self.waiting: list[Intake] = []

    def take_file(self, path: Path) -> None:
        batch: list[Intake] = []
        for intake in self._read(path):
            if intake.record.code.identity != intake.record.code.published:
                self.waiting.append(intake)
                continue
            batch.append(intake)
            if len(batch) == BATCH:
                self._store(batch)
                batch = []
        self._store(batch)

    def finish(self) -> None:
        for intake in self.waiting:
            self._store([intake])
        groups = list_equal_names()
        self.report.equal_name_groups = len(groups)
        named = {code for group in groups for code in group}
        equal = [code for code in self.seen if code in named]
        if equal:
            self.report.defects["equal_names"] = equal
        standing = ProcedureVersion.objects.recorded().filter(superseded_at=None, valid_before=None, source="portal")
        held = set(standing.filter(procedure__is_quarantined=False).values_list("procedure__code", flat=True))
        self.report.absent = sorted(held - self.seen.keys())
        self.report.defects = dict(sorted((code, sorted(set(codes))) for code, codes in self.report.defects.items()))

    def _read(self, path: Path) -> Iterator[Intake]:
        for line in lines_of(path):
            if isinstance(line, Problem):
                self.report.problems.append(line)
                continue
            intake = parse_line(line, self.today)
            if isinstance(intake, Problem):
                self.report.problems.append(intake)
                continue
            self.report.read += 1
            if self.progress:
                self.progress(self.report.read)
            if isinstance(intake, Intake) and not self._is_repeat(intake):
                yield intake
            elif not isinstance(intake, Intake):
                self._quarantine(intake.line, intake.code, intake.reason, intake.digest)

    def _is_repeat(self, intake: Intake) -> bool:
        """Return whether the code came already in this run: the same text again, or another one."""
        code = intake.record.code.published
        earlier = self.seen.setdefault(code, intake.digest)
        if earlier is intake.digest:
            return False
        if earlier == intake.digest:
            self.report.unchanged += 1
        else:
            self._quarantine(intake.line, code, "duplicate_code", intake.digest)
        return True

    def _quarantine(self, line: Line, code: str, reason: str, digest: str) -> None:
        quarantine_raw(code=code, reason=reason, digest=digest, raw=line.raw, file=line.file, line=line.number)
        self.report.quarantined += 1
        self.report.quarantine.append({"code": code, "reason": reason, "file": line.file, "line": line.number})
        self.report.defects.setdefault(reason, []).append(code)

    def _store(self, batch: list[Intake]) -> None:
        if not batch:
            return
        try:
            outcomes = _stored(batch)
        except DatabaseError:
            # One record the database refuses must not take its neighbours along.
            outcomes = []
            for intake in batch:
                try:
                    outcomes += _stored([intake])
                except DatabaseError:
                    self._quarantine(intake.line, intake.record.code.published, "unreadable_record", intake.digest)
        for outcome in outcomes:
            self._count(outcome)

    def _count(self, outcome: Outcome) -> None:
        report, code = self.report, outcome.intake.record.code.published
        setattr(report, outcome.kind, getattr(report, outcome.kind) + 1)
        if outcome.changed_parts:
            report.changes[code] = outcome.changed_parts
        if outcome.reason:
            line = outcome.intake.line
            report.quarantine.append({"code": code, "reason": outcome.reason, "file": line.file, "line": line.number})
        for defect in {*(found.code for found in outcome.intake.defects), *filter(None, [outcome.reason])}:
            report.defects.setdefault(defect, []).append(code)


def _stored(batch: list[Intake]) -> list[Outcome]:
    with transaction.atomic():
        outcomes = store_batch(batch)
        codes = [o.intake.record.code.identity for o in outcomes if o.kind in {"created", "changed"}]
        if codes:
            catalogue_changed.send(sender=None, procedures=codes)
    return outcomes
