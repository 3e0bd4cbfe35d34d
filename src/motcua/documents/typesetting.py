"""Draw a paper from its layout and its facts.

Layouts are typst files in `layouts/<regime>/<kind>.typ`. Facts reach them as JSON and are
placed as text, never read as markup, so nothing a person types can change a form.
Same layout and facts give the same bytes.
"""

import json
import re
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import segno

LAYOUTS = Path(__file__).parent / "layouts"
STANDARD = "a-2a"
# What the bundled font certainly has: Latin with every Vietnamese letter, marks, punctuation, money signs.
_UNPRINTABLE = re.compile("[^\\n\u0020-\u007e\u00a0-\u024f\u0300-\u0323\u1e00-\u1eff\u2010-\u2026\u20ab\u20ac]")
_own = threading.local()


def draw(layout: str, facts: Mapping[str, Any], issued_at: datetime, form: str = "pdf") -> bytes:
    """Return the paper as `pdf` (PDF/A-2a), or its first page as `png` or `svg`.

    A letter the font does not have (an emoji) would make the file no archive file; it is printed as a
    question mark. The stored facts keep it.
    """
    import typst  # noqa: PLC0415 - 80 MB of native code that most requests never need

    text = json.dumps({**facts, "drawn": _moment(issued_at)}, ensure_ascii=False, default=str)
    try:
        return _compiled(layout, text, issued_at, form)
    except typst.TypstError:
        plain = _UNPRINTABLE.sub("?", text)
        if plain == text:
            raise
        return _compiled(layout, plain, issued_at, form)


def _compiled(layout: str, facts: str, issued_at: datetime, form: str) -> bytes:
    pages = _compiler().compile(
        input=str(LAYOUTS / f"{layout}.typ"),
        sys_inputs={"facts": facts},
        format=form,
        pdf_standards=[STANDARD] if form == "pdf" else [],
        timestamp=int(issued_at.timestamp()),
    )
    return bytes(pages[0] if isinstance(pages, list) else pages)


def exists(layout: str) -> bool:
    """Return whether there is a layout of this name."""
    return (LAYOUTS / f"{layout}.typ").is_file()


def qr_svg(text: str) -> str:
    """Return a QR code as an SVG picture of one path."""
    # A fixed mask: weighing all eight took five sixths of the time of a whole receipt, and every reader takes any.
    rows = segno.make(text, error="m", micro=False, mask=3).matrix
    size = len(rows)
    steps = [_run(row, y) for y, row in enumerate(rows)]
    box = f"-2 -2 {size + 4} {size + 4}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{"".join(steps)}"/></svg>'


def _run(row: Any, y: int) -> str:
    parts, x, size = [], 0, len(row)
    while x < size:
        if not row[x]:
            x += 1
            continue
        start = x
        while x < size and row[x]:
            x += 1
        parts.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
    return "".join(parts)


def _compiler() -> Any:
    """Return this thread's compiler, which keeps fonts and parsed layouts between papers."""
    if not hasattr(_own, "compiler"):
        import typst  # noqa: PLC0415 - 80 MB of native code that most requests never need

        _own.compiler = typst.Compiler(root=str(LAYOUTS), ignore_system_fonts=True)
    return _own.compiler


def _moment(at: datetime) -> dict[str, int]:
    return {"year": at.year, "month": at.month, "day": at.day, "hour": at.hour, "minute": at.minute}
