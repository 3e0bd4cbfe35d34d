"""The index kept on disk, so that a new process answers at once instead of building it.

The file's name holds the stamp of the catalogue and of this code; it is only ever read
from Motcua's own data folder, and any fault in it means building anew.
"""

import gc
import hashlib
import logging
import os
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from motcua import __version__
from motcua.procedures.search.index import Index

_SHAPE = 1
_LOG = logging.getLogger(__name__)


def kept(stamp: str, build: Callable[[], Index]) -> Index:
    """Return the index of `stamp` from disk, or build it and keep it."""
    folder = Path(settings.DATA_DIR) / "search"
    name = hashlib.sha256(f"{_SHAPE}|{__version__}|{_code()}|{stamp}".encode()).hexdigest()[:24]
    path = folder / f"{name}.index"
    index = _read(path)
    if index is None:
        index = build()
        _write(index, path)
    return index


def _code() -> str:
    """Return when the modules here were last changed: an index of other code is not read."""
    here = Path(__file__).parent
    return str(max(file.stat().st_mtime_ns for file in here.iterdir() if file.suffix in {".py", ".tsv"}))


def _read(path: Path) -> Index | None:
    looked_for_garbage = gc.isenabled()
    gc.disable()  # a hundred thousand new objects, none of them garbage
    try:
        with path.open("rb") as file:
            index = pickle.load(file)  # noqa: S301  (written by ourselves into our own data folder)
    except FileNotFoundError:
        return None
    except (OSError, pickle.PickleError, AttributeError, EOFError, ImportError, ValueError) as fault:
        _LOG.warning("the kept search index is not readable and is built anew: %s", fault)
        return None
    finally:
        if looked_for_garbage:
            gc.enable()
    return index if isinstance(index, Index) else None


def _write(index: Index, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(index, file, protocol=pickle.HIGHEST_PROTOCOL)
        os.replace(name, path)
        for old in path.parent.glob("*.index"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError as fault:
        _LOG.warning("the search index could not be kept on disk: %s", fault)
