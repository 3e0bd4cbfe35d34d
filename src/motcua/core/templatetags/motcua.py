"""Tags and filters that every template has without loading them."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from motcua.core.phrases import speaks_english

register = template.Library()


@register.simple_tag
def say(vi: str, en: str, **facts: Any) -> SafeString:
    """Give the reader's sentence; `{name}` in it is filled from the named facts, escaped."""
    sentence = en if speaks_english() else vi
    if facts:
        return format_html(sentence, **facts)
    return mark_safe(conditional_escape(sentence))  # noqa: S308


@register.filter
def number(value: Any) -> str:
    """Give a whole number with the reader's thousands mark; nothing stays an en dash."""
    if value is None or value == "":
        return "–"
    # A whole Decimal from the database says 50000.00; nobody writes đồng with decimals.
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return number_format(int(value) if whole else value, use_l10n=True, force_grouping=True)


@register.filter
def dong(value: Any) -> str:
    """Give an amount of money in đồng."""
    return "–" if value is None else f"{number(value)} ₫"


@register.filter
def percent(ratio: Any, places: int = 2) -> str:
    """Give a ratio between 0 and 1 as percent, rounded half up; unknown stays an en dash."""
    if ratio is None:
        return "–"
    step = Decimal(1).scaleb(-int(places))
    exact = (Decimal(str(ratio)) * 100).quantize(step, ROUND_HALF_UP)
    return f"{number_format(exact, int(places), use_l10n=True)} %"


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """Give this page's query string with `changes`; an empty value removes the name."""
    current: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            current.pop(name, None)
        else:
            current[name] = str(value)
    return f"?{current.urlencode()}"
