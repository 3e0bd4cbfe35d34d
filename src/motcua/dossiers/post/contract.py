"""What every carrier must offer, and what it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from motcua.core.phrases import Phrase


class Status(StrEnum):
    """What a carrier may say about a parcel."""

    ACCEPTED = "accepted"
    TRAVELLING = "travelling"
    ATTEMPT_FAILED = "attempt_failed"
    DELIVERED = "delivered"
    RETURNED = "returned"


STATUSES = {
    Status.ACCEPTED: Phrase("Bưu chính đã nhận", "Taken over by the post"),
    Status.TRAVELLING: Phrase("Đang chuyển", "On its way"),
    Status.ATTEMPT_FAILED: Phrase("Phát chưa được", "Nobody could take it"),
    Status.DELIVERED: Phrase("Đã phát", "Delivered"),
    Status.RETURNED: Phrase("Đã chuyển hoàn về nơi gửi", "Sent back"),
}


@dataclass(frozen=True, slots=True)
class Consignment:
    """What we ask a carrier to bring; `reference` is ours and names one parcel for ever."""

    reference: str
    sender: str
    receiver: str
    phone: str
    address: str
    content: str


@dataclass(frozen=True, slots=True)
class TrackingStep:
    """One thing that happened to a parcel; `note` names who took it, once delivered."""

    at: datetime
    status: Status
    place: str = ""
    note: str = ""


class CarrierTrouble(Exception):
    """The carrier did not answer as agreed; the text says how. Nothing is lost: it is asked again."""


class Carrier(Protocol):
    """A carrier. `settings` is its part of the configuration."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> Phrase: ...
    @property
    def needs(self) -> tuple[str, ...]: ...

    def order(self, consignment: Consignment, settings: Mapping[str, str]) -> str:
        """Return the tracking number; the same reference again gives the same number. Raise CarrierTrouble."""

    def track(self, tracking_number: str, settings: Mapping[str, str]) -> Sequence[TrackingStep]:
        """Return everything that happened so far, oldest first. Raise CarrierTrouble."""
