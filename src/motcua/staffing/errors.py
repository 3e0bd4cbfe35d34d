"""Refusals of this room."""

from datetime import date, timedelta
from typing import ClassVar, Protocol

from motcua.core.phrases import Phrase
from motcua.rules.errors import RuleViolation


class _Days(Protocol):
    @property
    def begin(self) -> date: ...
    @property
    def before(self) -> date: ...


def stretch(days: _Days) -> Phrase:
    """Return the first and the last day as people name them."""
    first, last = f"{days.begin:%d/%m/%Y}", f"{days.before - timedelta(days=1):%d/%m/%Y}"
    return Phrase(f"thời gian từ {first} đến {last}", f"the time from {first} to {last}")


class NothingToPlan(RuleViolation):
    """The ledger holds no dossier settled within a time limit for {scope} in {window}. Choose another period."""

    code: ClassVar[str] = "nothing_to_plan"
    vi: ClassVar[str] = (
        "Kho dữ liệu không có hồ sơ nào có thời hạn được giải quyết cho {scope} trong {window}. Hãy chọn kỳ khác."
    )


class NobodyCame(RuleViolation):
    """Nobody came in person to {unit} in {window}, so no shifts follow. Choose another period."""

    code: ClassVar[str] = "nobody_came"
    vi: ClassVar[str] = "Không có ai đến trực tiếp {unit} trong {window} nên không tính được ca. Hãy chọn kỳ khác."


class UnknownLevel(RuleViolation):
    """“{level}” is not a level. Write one of: {known}."""

    code: ClassVar[str] = "unknown_level"
    vi: ClassVar[str] = "“{level}” không phải là một cấp. Hãy ghi một trong: {known}."


class BadNumber(RuleViolation):
    """{name} must be a number from {least} to {most}; got “{given}”."""

    code: ClassVar[str] = "bad_staffing_number"
    vi: ClassVar[str] = "{name} phải là số từ {least} đến {most}; đã nhận “{given}”."
