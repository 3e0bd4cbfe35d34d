"""Members of a JSON object, with the shape they must have."""

from typing import Any


class UnreadableRecord(ValueError):
    """A record whose member has another shape than the portal's."""

    def __init__(self, member: str) -> None:
        self.member = member
        super().__init__(member)


def text(source: dict[str, Any], key: str) -> str:
    """Return a text as published; a missing or null one is empty."""
    value = source.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableRecord(key)
    if "\x00" in value:
        raise UnreadableRecord(f"{key} (NUL)")
    return value


def items(source: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects of a list; a missing list is empty, null members are left out."""
    value = source.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or any(item is not None and not isinstance(item, dict) for item in value):
        raise UnreadableRecord(key)
    return [item for item in value if item is not None]


def count(source: dict[str, Any], key: str, most: int = 32_767) -> int:
    """Return a whole number from 0 to `most`; a missing one is 0."""
    value = source.get(key)
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise UnreadableRecord(key)
    return value
