"""The doors of the house, as the head of every page lists them.

Duties are plain words here (`accounts.duties.Duty` values): `core` lies below `accounts`.
"""

from collections.abc import Collection
from dataclasses import dataclass

from motcua.core.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the head; no duties means everybody sees it."""

    address: str
    name: Phrase
    duties: frozenset[str] = frozenset()

    def holds(self, path: str) -> bool:
        return path.startswith(self.address)


DOORS = (
    Door("/thu-tuc/", Phrase("Thủ tục", "Procedures")),
    Door("/tra-cuu/", Phrase("Tra cứu hồ sơ", "Track a dossier")),
    Door("/so-lieu/", Phrase("Số liệu mở", "Open data")),
    Door("/mot-cua/", Phrase("Một cửa", "Counter"), frozenset({"receive", "supervise"})),
    Door("/xu-ly/danh-muc/", Phrase("Danh mục", "Catalogue"), frozenset({"procedure_control"})),
    Door("/xu-ly/", Phrase("Xử lý", "Back office"), frozenset({"settle", "sign", "supervise"})),
    Door("/dieu-hanh/", Phrase("Điều hành", "Insight"), frozenset({"plan", "audit", "supervise", "procedure_control"})),
    Door("/xu-ly/can-bo/", Phrase("Quản trị", "Administration"), frozenset({"administer"})),
)

# What a person who has signed in owns here; each is on for the addresses it begins.
OWN_PAGES = (
    (Phrase("Hồ sơ của tôi", "My dossiers"), ("/tra-cuu/", "/ho-so/")),
    (Phrase("Giấy tờ", "Papers"), ("/kho-giay-to/",)),
    (Phrase("Lịch hẹn", "Appointments"), ("/lich-hen/", "/dat-lich/")),
    (Phrase("Tin báo", "Messages"), ("/tin-bao/",)),
    (Phrase("Tài khoản", "Account"), ("/tai-khoan/",)),
)


def own_pages_for(path: str) -> list[tuple[Phrase, str, bool]]:
    """Return (name, address, whether `path` lies there) of a person's own pages; nothing anywhere else."""
    pages = [(name, addresses[0], path.startswith(addresses)) for name, addresses in OWN_PAGES]
    return pages if any(current for *_, current in pages) else []


def doors_for(duties: Collection[str], path: str) -> list[tuple[Door, bool]]:
    """Return the doors open to `duties`, each with whether `path` lies behind it.

    Only the longest matching address is current: /xu-ly/danh-muc/ is not also /xu-ly/.
    """
    holding = [door for door in DOORS if door.holds(path)]
    current = max(holding, key=lambda door: len(door.address), default=None)
    return [(door, door is current) for door in DOORS if not door.duties or door.duties & set(duties)]
