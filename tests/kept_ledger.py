"""A ledger that many tests read, built once per process."""

import os
import shutil
from pathlib import Path

from motcua.ledger import store

_KEPT: dict[str, Path] = {}


def once(name, build):
    """Build the ledger of a fixture, or lay the files of the first time into the folder of this test.

    `name` names all that the ledger depends on. The moment of recording is that of the first time:
    a test that asks what was known when builds its own.
    """
    if name in _KEPT:
        shutil.copytree(_KEPT[name], store.folder(), dirs_exist_ok=True)
        return
    build()
    _KEPT[name] = Path(os.environ["MOTCUA_DATA_DIR"]) / "kept-ledgers" / name
    shutil.copytree(store.folder(), _KEPT[name])
