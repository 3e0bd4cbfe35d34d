"""Which acts may be done on many dossiers at once, and what each asks for."""

from collections.abc import Collection
from dataclasses import dataclass

from motcua.core.phrases import Phrase
from motcua.rules.lifecycle_acts import ACTS, Act

MOST = 5000
ASSIGN = "assign"


@dataclass(frozen=True, slots=True)
class Asked:
    """One entry of the form of a bulk act; `kind` is text or area."""

    name: str
    label: Phrase
    kind: str = "text"
    required: bool = True


BULK: dict[str, tuple[Asked, ...]] = {
    Act.TAKE_OVER: (Asked("note", Phrase("Ghi chú", "Note"), required=False),),
    Act.HAND_OVER: (
        Asked("to", Phrase("Mã hoặc tên đơn vị nhận (trống: trả về nơi tiếp nhận khi đã xong, nếu không thì nơi "
                           "giải quyết)", "Code or name of the unit (empty: the counter when finished, else the "
                           "settling unit)"), required=False),
        Asked("note", Phrase("Ghi chú", "Note"), required=False),
    ),
    Act.PROPOSE: (Asked("proposal", Phrase("Đề xuất chung", "Proposal for all"), "area"),),
    Act.SEND_BACK: (Asked("reason", Phrase("Lý do", "Reason"), "area"),),
    Act.DECIDE: (
        Asked("title", Phrase("Tên văn bản kết quả", "Title of the results")),
        Asked("body", Phrase("Nội dung kết quả chung", "Text of the results"), "area"),
    ),
    Act.RESTART: (),
    Act.CLOSE: (),
    ASSIGN: (
        Asked("username", Phrase("Tên đăng nhập của cán bộ nhận việc", "User name of the officer")),
        Asked("reason", Phrase("Lý do", "Reason"), required=False),
    ),
}  # fmt: skip


def bulk_phrase(act: str) -> Phrase:
    if act == ASSIGN:
        return Phrase("Phân công lại", "Reassign")
    return Phrase(ACTS[Act(act)].vi, ACTS[Act(act)].en)


def acts_open_to(duties: Collection[str]) -> list[tuple[str, Phrase]]:
    """Return the bulk acts for these duties; a supervisor and a signer may also reassign."""
    held = {str(duty) for duty in duties}
    found = [str(act) for act in BULK if act != ASSIGN and ACTS[Act(act)].who & held]
    if held & {"sign", "supervise"}:
        found.append(ASSIGN)
    return [(act, bulk_phrase(act)) for act in found]
