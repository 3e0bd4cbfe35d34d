"""Papers people bring although the State has them: outputs, registers, and one paper under several names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from motcua.review.hints.found import MOST_EVIDENCE, Evidence, Hint
from motcua.review.hints.reading import Catalogue, Paper, Text
from motcua.rules import paper_names
from motcua.rules.parameters.compliance_times import PARAMETERS
from motcua.rules.parameters.paper_words import MAY_FOLLOW, REQUEST, TOO_GENERAL
from motcua.rules.parameters.registers import REGISTERS, Register

HOURS = float(PARAMETERS["hours_per_paper"].value)
# ASSUMPTION: a name of three words or fewer ("giấy phép hoạt động") could be anybody's.
LEAST_WORDS, OFTEN_LENGTHENED = 4, 5
Words = tuple[str, ...]


def issued_elsewhere(catalogue: Catalogue) -> list[Hint]:
    """Return papers that some procedures ask for and others issue; apart, those a procedure issued itself."""
    issuers = _issuers(catalogue.texts)
    asked: dict[Words, dict[str, Paper]] = defaultdict(dict)
    own: dict[Words, dict[str, Paper]] = defaultdict(dict)
    for text in catalogue.texts:
        for paper in asked_for(text):
            found = _longest(paper_names.paper_words(paper.name), issuers)
            if not found:
                continue
            kept = own if text.code in issuers[found] else asked
            kept[found].setdefault(text.code, paper)
    names = {text.code: text for text in catalogue.texts}
    hints = [_elsewhere(catalogue, names, issuers[key], askers) for key, askers in asked.items() if not _is_held(key)]
    return hints + [_own(catalogue, names, askers) for askers in own.values()]


def asked_for(text: Text) -> Iterator[Paper]:
    """Yield papers an authority here has issued and that the line does not already spare."""
    for paper in text.papers:
        if not paper.name or not paper_names.is_issued(paper.name):
            continue
        if not (
            paper_names.is_spared(paper.line) or paper_names.is_foreign(paper.line) or paper_names.is_form(paper.line)
        ):
            yield paper


def _issuers(texts: Sequence[Text]) -> dict[Words, set[str]]:
    """Return output name -> codes of the procedures that give it; names that say too little are left out."""
    found: dict[Words, set[str]] = defaultdict(set)
    for text in texts:
        for line in text.outputs:
            for part in line.replace("\n", ";").split(";"):
                name = paper_names.paper_name(part)
                words = paper_names.paper_words(name)
                if (
                    name
                    and paper_names.is_issued(name)
                    and LEAST_WORDS <= len(words) <= 18
                    and " ".join(words) not in TOO_GENERAL
                ):
                    found[words].add(text.code)
    longer: dict[Words, int] = defaultdict(int)
    for words in found:
        for end in range(LEAST_WORDS, len(words)):
            if words[end] not in MAY_FOLLOW:
                longer[words[:end]] += 1
    return {words: codes for words, codes in found.items() if longer[words] < OFTEN_LENGTHENED}


def _longest(words: Words, known: dict[Words, set[str]]) -> Words:
    for end in range(len(words), LEAST_WORDS - 1, -1):
        if words[:end] in known and (end == len(words) or words[end] in MAY_FOLLOW):
            return words[:end]
    return ()


def _is_held(words: Words) -> bool:
    return _register(" ".join(words)) is not None


def _elsewhere(catalogue: Catalogue, names: dict[str, Text], issuers: set[str], askers: dict[str, Paper]) -> Hint:
    subject = _shortest(paper.name for paper in askers.values())
    shown = [
        Evidence(
            code, f"{names[code].name} đòi: “{short(paper.line)}”", f"{names[code].name} asks: “{short(paper.line)}”"
        )
        for code, paper in list(askers.items())[: MOST_EVIDENCE - 4]
    ]
    shown += [
        Evidence(code, f"{names[code].name} cấp giấy này ({names[code].announcer})",
                 f"{names[code].name} issues it ({names[code].announcer})")
        for code in sorted(issuers)[:4]
    ]  # fmt: skip
    return _hint(
        catalogue, names, "issued_elsewhere", subject, tuple(askers), shown,
        f"{len(askers)} thủ tục đòi nộp giấy này, trong khi {len(issuers)} thủ tục khác cấp ra nó.",
        f"{len(askers)} procedures ask for this paper, which {len(issuers)} others issue.",
    )  # fmt: skip


def _own(catalogue: Catalogue, names: dict[str, Text], askers: dict[str, Paper]) -> Hint:
    subject = _shortest(paper.name for paper in askers.values())
    shown = [
        Evidence(code, f"{names[code].name} cấp và đòi lại: “{short(paper.line)}”",
                 f"{names[code].name} issues it and asks for it: “{short(paper.line)}”")
        for code, paper in list(askers.items())[:MOST_EVIDENCE]
    ]  # fmt: skip
    return _hint(
        catalogue, names, "own_output", subject, tuple(askers), shown,
        f"{len(askers)} thủ tục đòi nộp lại chính giấy mà cơ quan đã cấp. Giữ lại chỉ khi phải thu hồi bản giấy.",
        f"{len(askers)} procedures ask for the paper their own agency issued. Keep it only where paper is called in.",
    )  # fmt: skip


def in_a_register(catalogue: Catalogue) -> list[Hint]:
    """Return papers whose data stand in an announced database, by database and paper."""
    asked: dict[tuple[str, str], dict[str, Paper]] = defaultdict(dict)
    for text in catalogue.texts:
        for paper in text.papers:
            if not paper.name or paper_names.is_spared(paper.line) or paper_names.is_foreign(paper.line):
                continue
            found = _register(" ".join(paper_names.paper_words(paper.name)))
            if found is not None and found[0].valid_from <= catalogue.on:
                asked[found[0].key, found[1]].setdefault(text.code, paper)
    names = {text.code: text for text in catalogue.texts}
    registers = {register.key: register for register in REGISTERS}
    hints = []
    for (key, _), askers in asked.items():
        register = registers[key]
        shown = [
            Evidence(
                code,
                f"{names[code].name} đòi: “{short(paper.line)}”",
                f"{names[code].name} asks: “{short(paper.line)}”",
            )
            for code, paper in list(askers.items())[:MOST_EVIDENCE]
        ]
        hints.append(
            _hint(
                catalogue, names, "in_a_register", _usual(paper.name for paper in askers.values()), tuple(askers),
                shown,
                f"{len(askers)} thủ tục đòi giấy mà dữ liệu đã có trong {register.vi} (NĐ 224/2026, Điều 18).",
                f"{len(askers)} procedures ask for data that stand in the {register.en} (Decree 224/2026 art 18).",
            )
        )  # fmt: skip
    return hints


def _register(folded: str) -> tuple[Register, str] | None:
    for name, register in _REGISTERED:
        if folded == name or folded.startswith(name + " "):
            return register, name
    return None


_REGISTERED = sorted(
    ((paper_names.plain(name), register) for register in REGISTERS for name in register.names),
    key=lambda pair: len(pair[0]),
    reverse=True,
)


def several_names(catalogue: Catalogue) -> list[Hint]:
    """Return papers that stand under two or more names in the catalogue."""
    lines: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for text in catalogue.texts:
        for paper in text.papers:
            key = paper_names.paper_key(paper.name)
            if key.count(" ") < LEAST_WORDS - 1:
                continue
            wording = paper_names.paper_wording(paper.line)
            # A request is a form of its trade; the same words in another field are another form.
            if key.startswith(f"{REQUEST} "):
                key = f"{key}|{text.field}"
            lines[key][paper_names.wording_key(wording)].setdefault(text.code, wording)
    names = {text.code: text for text in catalogue.texts}
    hints = []
    for found in lines.values():
        codes = sorted({code for where in found.values() for code in where})
        if len(found) < 2 or len(codes) < 2:
            continue
        variants = sorted(
            ((_usual(where.values()), where) for where in found.values()), key=lambda v: (-len(v[1]), v[0])
        )
        shown = [
            Evidence(
                min(where), f"“{short(name)}” ({len(where)} thủ tục)", f"“{short(name)}” ({len(where)} procedures)"
            )
            for name, where in variants[:MOST_EVIDENCE]
        ]
        hints.append(
            _hint(
                catalogue, names, "several_names", variants[0][0], tuple(codes), shown,
                f"Một giấy mang {len(found)} tên trong {len(codes)} thủ tục; nên thống nhất một tên và một mã.",
                f"One paper has {len(found)} names in {len(codes)} procedures; give it one name and one code.",
                hours=0.0,
            )
        )  # fmt: skip
    return hints


def _hint(
    catalogue: Catalogue, names: dict[str, Text], kind: str, subject: str, codes: tuple[str, ...],
    shown: list[Evidence], vi: str, en: str, hours: float = HOURS,
) -> Hint:  # fmt: skip
    return Hint(
        kind, subject, vi, en, codes, tuple(shown),
        hours_each=round(hours * len(codes), 2),
        hours_a_year=catalogue.hours_a_year(codes, hours) if hours else None,
        fields=tuple(sorted({names[code].field for code in codes if names[code].field})),
    )  # fmt: skip


def _usual(names: Iterable[str]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        counts[name] += 1
    return min(counts, key=lambda name: (-counts[name], len(name), name))


def _shortest(names: Iterable[str]) -> str:
    return min(names, key=lambda name: (len(name), name))


def short(line: str, most: int = 160) -> str:
    plain = " ".join(line.split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0]}…"
