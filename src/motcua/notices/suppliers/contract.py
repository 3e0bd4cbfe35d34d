"""What every supplier of messages must offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Sent:
    """The supplier took the message; cost in đồng."""

    reference: str = ""
    cost: int = 0


class NotSent(Exception):
    """The supplier did not take the message; `final` means another try is useless."""

    def __init__(self, problem: str, *, final: bool = False) -> None:
        super().__init__(problem)
        self.final = final


class Supplier(Protocol):
    """One way to send."""

    code: str
    channel: str

    def send(self, address: str, subject: str, body: str, settings: Mapping[str, Any]) -> Sent:
        """Hand one message over, or raise NotSent."""
