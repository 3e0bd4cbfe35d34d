"""The table of acts and the state diagram as pages of the reference, generated from the rules."""

from motcua.rules.lifecycle_acts import ACTS, CLOCK_WORDS, Act
from motcua.rules.lifecycle_states import STATES, TERMINAL, State
from motcua.rules.national_status import NATIONAL_STATUSES

WHO = {
    "receive": "tiếp nhận / receiving officer",
    "settle": "thụ lý / settling officer",
    "sign": "ký / signer",
    "supervise": "giám sát / supervisor",
    "applicant": "người nộp / applicant",
    "system": "hệ thống / system",
}
NOTES = frozenset({Act.ASK_CORRECTION, Act.DECLINE_CORRECTION, Act.CORRECT, Act.REPORT_CHILD})


def acts_page() -> str:
    """Return `docs/reference/acts.md` as Markdown."""
    return "\n".join([*_head(), *_acts(), *_states(), *_statuses(), *_diagram()]) + "\n"


def _head() -> list[str]:
    return [
        "# Acts on a dossier",
        "",
        "Generated from `motcua.rules.lifecycle_acts`; do not edit. One row an act: who may do it, from which",
        "state to which, what it does to the clock, which paper and notice follow, and by which law.",
        "",
    ]


def _acts() -> list[str]:
    lines = ["| Act | Việc | Who | From → to | Clock | Paper | Notice | Source |", "|---|---|---|---|---|---|---|---|"]
    for act, entry in ACTS.items():
        who = ", ".join(WHO[name].split(" / ")[1] for name in WHO if name in entry.who)
        cells = [
            f"`{act}` {entry.en}", entry.vi, who, _moves(act), CLOCK_WORDS[entry.clock][1], entry.paper or "–",
            entry.notice or "–", entry.source,
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return [*lines, ""]


def _moves(act: Act) -> str:
    moves = ACTS[act].moves
    if len(moves) >= len(State):
        changed = [f"{state} → {target}" for state, target in moves.items() if target not in (None, state)]
        return "; ".join(["any state, which stays", *changed])
    by_target: dict[str, list[str]] = {}
    for state, target in moves.items():
        by_target.setdefault(str(target or "stays"), []).append(str(state or "–"))
    ways = [f"{', '.join(states)} → {target}" for target, states in by_target.items()]
    incomplete = ACTS[act].if_incomplete
    return "; ".join([*ways, f"incomplete → {incomplete}"] if incomplete else ways)


def _states() -> list[str]:
    lines = ["## States", "", "| State | Trạng thái | Meaning | National status | End |", "|---|---|---|---|---|"]
    for state, entry in STATES.items():
        end = "yes" if state in TERMINAL else ""
        lines.append(f"| `{state}` | {entry.vi} | {entry.en} | {entry.national} | {end} |")
    return [*lines, ""]


def _statuses() -> list[str]:
    lines = ["## National statuses", "", "| Code | Trạng thái | Meaning | Final | Clock |", "|---|---|---|---|---|"]
    for status, entry in NATIONAL_STATUSES.items():
        lines.append(f"| {status} | {entry.vi} | {entry.en} | {'yes' if entry.final else ''} | {entry.clock} |")
    return [*lines, ""]


def _diagram() -> list[str]:
    lines = ["## State diagram", "", "```mermaid", "stateDiagram-v2"]
    for act, entry in ACTS.items():
        if act in NOTES:
            continue
        for state, target in entry.moves.items():
            if target is not None and target != state:
                lines.append(f"    {state or '[*]'} --> {target}: {act}")
    lines += [f"    {state} --> [*]" for state in STATES if state in TERMINAL]
    return [*lines, "```"]
