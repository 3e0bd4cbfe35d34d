"""Which papers an application asks for, and which of them the State already has.

NĐ 61/2018/NĐ-CP art 4: a person is not asked again for what the State holds. The catalogue names the source
of a paper in `texts["sources"]`: the code of the procedure whose result it is, or `register:<name>`.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from motcua.accounts.models import Account
from motcua.core.phrases import Phrase
from motcua.documents.models import IssuedResult
from motcua.dossiers.own import dossiers_of_account
from motcua.portal.models import Draft, DraftPaper
from motcua.procedures.models import EvidenceRequirement
from motcua.procedures.selectors import evidence_of

REGISTERS = {
    "chung-sinh": Phrase("dữ liệu giấy chứng sinh của ngành y tế", "the health sector's records of births"),
    "bao-tu": Phrase("dữ liệu giấy báo tử của ngành y tế", "the health sector's records of deaths"),
    "dan-cu": Phrase("cơ sở dữ liệu quốc gia về dân cư", "the national population database"),
    "dat-dai": Phrase("cơ sở dữ liệu đất đai", "the land database"),
    "hai-quan": Phrase("dữ liệu hải quan", "customs data"),
    "thue": Phrase("dữ liệu thuế", "tax data"),
    "gplx": Phrase("cơ sở dữ liệu giấy phép lái xe", "the database of driving licences"),
    "kham-suc-khoe": Phrase("dữ liệu khám sức khỏe lái xe", "the records of drivers' health examinations"),
    "bao-hiem": Phrase("cơ sở dữ liệu quốc gia về bảo hiểm", "the national insurance database"),
    "doanh-nghiep": Phrase("cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp", "the national business register"),
}
OTHER_REGISTER = Phrase("cơ sở dữ liệu của Nhà nước ({name})", "a register of the State ({name})")
PREFIX = "register:"


@dataclass(frozen=True, slots=True)
class Offer:
    """A place where the State already has a paper."""

    source: str
    label: str


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """One paper with what was given for it."""

    requirement: EvidenceRequirement
    name: str
    is_mandatory: bool
    originals: int
    copies: int
    register: str
    from_procedure: str
    offers: tuple[Offer, ...]
    given: tuple[DraftPaper, ...]

    @property
    def is_missing(self) -> bool:
        # What stands in a register of the State is looked up by the office; nobody has to press a button for it.
        return self.is_mandatory and not self.given and not self.register

    @property
    def register_name(self) -> str:
        return register_name(self.register)

    @property
    def key(self) -> str:
        return f"giay-{self.requirement.pk}"


def papers_asked(draft: Draft, account: Account | None) -> list[PaperAsked]:
    """Return the papers of the draft's case, in order; a declaration that the e-form replaces is not asked."""
    given: dict[int, list[DraftPaper]] = {}
    for paper in draft.papers.select_related("upload__content"):
        given.setdefault(paper.requirement_id, []).append(paper)
    sources = draft.version.texts.get("sources", {})
    asked = [row for row in _rows(draft) if not row.has_electronic_form]
    results = _own_results(account) if any(_procedure(sources.get(row.text, "")) for row in asked) else []
    return [_asked(row, str(sources.get(row.text, "")), given.get(row.pk, []), results) for row in asked]


def _rows(draft: Draft) -> list[EvidenceRequirement]:
    """Return the papers of the draft's case; `evidence_of` reads them from what is fetched here."""
    rows = EvidenceRequirement.objects.select_related("evidence_type").order_by("ordinal")
    prefetch_related_objects([draft.version], Prefetch("evidencerequirement_rows", rows))
    return evidence_of(draft.version, draft.case)


def requirement_of(draft: Draft, pk: str) -> EvidenceRequirement | None:
    """Return a paper this draft asks for, or None for any other number."""
    return next((row for row in _rows(draft) if str(row.pk) == pk), None)


def _asked(row: EvidenceRequirement, source: str, given: list[DraftPaper], results: list[Any]) -> PaperAsked:
    register = source.removeprefix(PREFIX) if source.startswith(PREFIX) else ""
    offers = [
        Offer(number, f"{title} – {number} ({on:%d/%m/%Y})")
        for code, number, title, on in results
        if code == _procedure(source)
    ]
    return PaperAsked(
        requirement=row,
        name=row.text,
        is_mandatory=bool(row.is_mandatory),
        originals=row.originals,
        copies=row.copies,
        register=register,
        from_procedure=_procedure(source),
        offers=tuple(offer for offer in offers if offer.source not in {paper.reused_from for paper in given}),
        given=tuple(given),
    )


def register_name(name: str) -> str:
    """Return what a register is called."""
    return str(REGISTERS[name]) if name in REGISTERS else OTHER_REGISTER.format(name=name)


def _procedure(source: Any) -> str:
    text = str(source)
    return text if text and not text.startswith(PREFIX) else ""


def _own_results(account: Account | None) -> list[tuple[str, str, str, Any]]:
    """Return (procedure, dossier, title, day) of the results a person holds and that still count."""
    if account is None:
        return []
    codes = dict(dossiers_of_account(account).values_list("number", "procedure_code"))
    found = IssuedResult.objects.filter(dossier_number__in=list(codes), revoked_at=None).order_by("-issued_at")
    return [(codes[row.dossier_number], row.dossier_number, row.title, row.issued_at) for row in found]
