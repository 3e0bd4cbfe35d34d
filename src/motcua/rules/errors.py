"""How a rule refuses.

A refusal is an exception with a stable `code`, the `facts` of the case, and two
default sentences: the class docstring (English) and `vi` (Vietnamese). Both are
templates over the facts. Doors may write a better sentence; none is lost without one.
"""

from typing import Any, ClassVar


class RuleViolation(Exception):
    """This is not allowed."""

    code: ClassVar[str] = "rule_violation"
    vi: ClassVar[str] = "Việc này không được phép."

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, language: str = "vi") -> str:
        """Return the default sentence in `vi` or `en`, with the facts filled in."""
        template = self.vi if language == "vi" else (type(self).__doc__ or self.code)
        # A fact may itself be a phrase in both languages.
        spoken = {name: getattr(value, language, value) for name, value in self.facts.items()}
        return " ".join(template.format_map(_Facts(spoken)).split())

    def __reduce__(self) -> Any:
        return (_rebuild, (type(self), self.facts))


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _rebuild(kind: type[RuleViolation], facts: dict[str, Any]) -> RuleViolation:
    return kind(**facts)
