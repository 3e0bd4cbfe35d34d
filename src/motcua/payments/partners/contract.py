"""What every payment partner must offer, and what it is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from motcua.core.phrases import Phrase
from motcua.payments.states import Outcome

DONG = "VND"


@dataclass(frozen=True)
class Order:
    """What we ask a partner to collect."""

    reference: str
    amount: int
    description: str
    started_at: datetime
    return_url: str = ""
    client_address: str = "127.0.0.1"


@dataclass(frozen=True)
class Start:
    """How the payer goes on: to an address, or by scanning a code."""

    address: str = ""
    code: str = ""


@dataclass(frozen=True)
class Notice:
    """What a genuine notice says."""

    reference: str
    amount: int
    currency: str
    succeeded: bool
    transaction: str
    paid_at: datetime | None = None


@dataclass(frozen=True)
class Answer:
    """What we say back to the partner."""

    status: int
    body: dict[str, Any] = field(default_factory=dict)


class Partner(Protocol):
    """A payment partner. `settings` is its part of the configuration."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> Phrase: ...
    @property
    def needs(self) -> tuple[str, ...]: ...

    def start(self, order: Order, settings: Mapping[str, str]) -> Start:
        """Return how the payer goes on."""

    def read_notice(self, content: Mapping[str, Any], settings: Mapping[str, str]) -> Notice:
        """Return what a notice says; raise ForgedNotice for a wrong signature, ValueError for missing members."""

    def answer(self, outcome: Outcome) -> Answer:
        """Return what the partner expects to hear."""
