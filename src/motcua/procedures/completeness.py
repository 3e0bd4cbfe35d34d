"""Which compulsory parts does a text lack? Decree 63/2010 art 8.2 (domain.md 3.1)."""

from motcua.core.phrases import Phrase
from motcua.procedures.contents import VersionContent


def missing_parts(content: VersionContent) -> list[Phrase]:
    """Return the compulsory parts that are empty, in the order of the law.

    A time limit that only the text states counts as stated; zero does not.
    """
    limits = [(c.quantity, c.time_text, c.unit) for c in content.channels]
    limits += [(c.quantity, c.time_text, c.unit) for c in content.cases]
    timed = [unit for quantity, wording, unit in limits if quantity or wording or unit == "now"]
    described = [c for c in content.channels if c.unit == "see" and c.note.strip()]
    checks = [
        (content.name.strip(), Phrase("tên thủ tục", "the name")),
        (any(text.strip() for _, text in content.steps), Phrase("trình tự thực hiện", "the steps")),
        (content.channels, Phrase("cách thức thực hiện", "a way of filing")),
        (
            content.evidence or any(case.evidence for case in content.cases),
            Phrase("thành phần hồ sơ", "the papers asked for"),
        ),
        (timed or described, Phrase("thời hạn giải quyết", "the time limit")),
        (content.audiences, Phrase("đối tượng thực hiện", "for whom it is")),
        (
            any(agency.role == "executing" for agency in content.agencies),
            Phrase("cơ quan thực hiện", "the executing agency"),
        ),
    ]
    return [phrase for present, phrase in checks if not present]
