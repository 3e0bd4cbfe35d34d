"""The JSON file in which an installation names its partners: {"partner": {"setting": …}, …}."""

import json
from pathlib import Path
from typing import Any


def settings_of_partners(given: Any) -> dict[str, dict[str, Any]]:
    """Return what a setting names: a file, the settings themselves (tests), or nothing."""
    if isinstance(given, dict):
        return given
    if not given:
        return {}
    read: dict[str, dict[str, Any]] = json.loads(Path(given).read_text(encoding="utf-8"))
    return read
