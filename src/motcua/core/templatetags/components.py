"""The parts of every page, as tags: one look and one behaviour for all doors.

The living page `/he-thiet-ke/` shows each of them; `docs/reference/components.md` lists them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
PLACE = "core/components/"


@register.inclusion_tag(PLACE + "page_head.html")
def page_head(title: Any, lead: Any = "", eyebrow: Any = "", crumbs: Iterable[tuple[Any, str]] = ()) -> dict[str, Any]:
    """Give the way here, the title and one sentence under it; crumbs are (label, address)."""
    return {"title": title, "lead": lead, "eyebrow": eyebrow, "crumbs": crumbs}


@register.inclusion_tag(PLACE + "button.html")
def button(
    label: Any, href: str = "", kind: str = "", name: str = "", value: str = "", size: str = ""
) -> dict[str, Any]:
    """Give a button, or a link that looks like one; `kind` is empty, second, quiet or danger."""
    return {"label": label, "href": href, "kind": kind, "name": name, "value": value, "size": size}


@register.inclusion_tag(PLACE + "field.html")
def field(bound: BoundField, wide: bool = False, hint: Any = "") -> dict[str, Any]:
    """Give one form field with label, required mark, hint and error, tied together for screen readers."""
    widget = bound.field.widget
    many = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    hint = hint or bound.help_text
    described = " ".join(
        part
        for part in (f"{bound.auto_id}-hint" if hint else "", f"{bound.auto_id}-error" if bound.errors else "")
        if part
    )
    attributes: dict[str, Any] = {}
    if described:
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
    single = isinstance(widget, CheckboxInput)
    rendered = bound.as_widget(attrs=None if many else attributes)
    return {"bound": bound, "rendered": rendered, "many": many, "single": single, "wide": wide, "hint": hint}


@register.inclusion_tag(PLACE + "text_field.html")
def text_field(
    name: str, label: Any, value: Any = "", hint: Any = "", error: Any = "", kind: str = "text", required: bool = False
) -> dict[str, Any]:
    """Give one text field of a form that has no Django form behind it; `kind` is an input type or `area`."""
    return {
        "name": name,
        "label": label,
        "value": value,
        "hint": hint,
        "error": error,
        "kind": kind,
        "required": required,
    }


@register.inclusion_tag(PLACE + "error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """Give the list of what must be mended, each line leading to its field; nothing where all is well."""
    return {"form": form, "fields": [bound for bound in form if bound.errors]}


@register.inclusion_tag(PLACE + "table.html")
def table(table: Any, sticky: bool = True) -> dict[str, Any]:
    """Draw a `core.tables.Table`; on a phone each row becomes a small list."""
    return {"table": table, "sticky": sticky}


@register.inclusion_tag(PLACE + "pages.html", takes_context=True)
def pages(context: dict[str, Any], page: Any, name: str = "trang") -> dict[str, Any]:
    """Give the numbered pages of a Django `Page`, keeping the rest of the query."""
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    query = context["request"].GET.copy()
    query.pop(name, None)
    rest = f"&{query.urlencode()}" if query else ""
    return {"page": page, "numbers": numbers, "prefix": f"?{name}=", "rest": rest}


@register.inclusion_tag(PLACE + "cursor_pages.html")
def cursor_pages(previous: str = "", following: str = "", note: Any = "") -> dict[str, Any]:
    """Give earlier and later links of a list that is too long to number."""
    return {"previous": previous, "following": following, "note": note}


@register.simple_tag
def status(text: Any, tone: str = "neutral") -> SafeString:
    """Give a status as colour, shape and words; `tone` is neutral, info, good, warn, bad or wait."""
    return format_html('<span class="tag tag--{}">{}</span>', tone, text)


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: Any = "") -> SafeString:
    """Set a passage apart; `bad` and `warn` are announced to screen readers."""
    role = "alert" if tone == "bad" else "note"
    head = format_html('<p class="strong">{}</p>', title) if title else ""
    return format_html('<div class="notice notice--{}" role="{}">{}{}</div>', tone, role, head, content)


@register.inclusion_tag(PLACE + "summary.html")
def summary(rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Give facts as a list of (name, value) or (name, value, action)."""
    return {"rows": [(*row, "")[:3] for row in rows]}


@register.inclusion_tag(PLACE + "subnav.html", takes_context=True)
def subnav(context: dict[str, Any], items: Iterable[Sequence[Any]], label: Any = "") -> dict[str, Any]:
    """Give tabs that are pages: items are (label, address) or (label, address, count)."""
    path = context["request"].path
    return {"items": [(*item, None)[:3] for item in items], "path": path, "label": label}


@register.inclusion_tag(PLACE + "timeline.html")
def timeline(entries: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Give what happened: entries have `at`, `title` and perhaps `text`, `by`, `tone`, `href`."""
    return {"entries": entries}


@register.inclusion_tag(PLACE + "empty.html")
def empty(title: Any, text: Any = "", href: str = "", label: Any = "") -> dict[str, Any]:
    """Say that there is nothing, why, and what to do next."""
    return {"title": title, "text": text, "href": href, "label": label}


@register.inclusion_tag(PLACE + "facets.html")
def facets(groups: Iterable[Any]) -> dict[str, Any]:
    """Give filters as links: groups have `name`, `options` (label, count, href, chosen) and `open`."""
    return {"groups": groups}


@register.inclusion_tag(PLACE + "stat.html")
def stat(label: Any, value: Any, note: Any = "", tone: str = "", href: str = "", spark: Any = "") -> dict[str, Any]:
    """Give one figure with its name and what it is of; `spark` is a `charts.sparkline`."""
    return {"label": label, "value": value, "note": note, "tone": tone, "href": href, "spark": spark}


@register.inclusion_tag(PLACE + "progress.html")
def progress(done: Any, total: Any, label: Any) -> dict[str, Any]:
    """Give how far something is, as words and as a bar."""
    return {"done": done, "total": total, "label": label}


@register.inclusion_tag(PLACE + "figure.html")
def figure(chart: Any, title: Any, note: Any = "", table: Any = None) -> dict[str, Any]:
    """Set a chart of `core.charts` under its title, with the same figures as a table."""
    return {"chart": chart, "title": title, "note": note, "table": table}
