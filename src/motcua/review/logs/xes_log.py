"""XES logs (IEEE 1849): traces of events, read as a stream."""

from pathlib import Path
from typing import Any

from lxml import etree

from motcua.review.logs.columns import Columns, broken_xml, moment, no_moment, opened, refuse, unreadable


def read_xes(path: Path) -> Columns:
    """Return the events of a XES log; each trace is a case.

    Of events with life-cycle transitions only `complete` counts, where a trace has any.
    """
    columns, number = Columns(), 0
    try:
        with opened(path) as file:
            # Entities stay unresolved and the network closed: the file is a stranger's.
            for _, element in etree.iterparse(file, events=("end",), resolve_entities=False, no_network=True):
                tag = etree.QName(element).localname
                if tag == "trace":
                    number += 1
                    _add_trace(columns, path.name, number, element)
                    element.clear()
                elif tag == "log":
                    return columns
    except etree.XMLSyntaxError as fault:
        raise broken_xml(path.name, fault.lineno, fault.msg) from fault
    except (OSError, EOFError) as fault:
        raise unreadable(path.name, fault) from fault
    raise refuse(path.name, "gốc", "root", "không có phần tử <log>.", "there is no <log> element.")


def _attributes(element: Any) -> dict[str, str]:
    return {child.get("key"): child.get("value") for child in element if child.get("key") is not None}


def _add_trace(columns: Columns, name: str, number: int, trace: Any) -> None:
    case = _attributes(trace).get("concept:name") or f"trace-{number}"
    events = [(event, _attributes(event)) for event in trace if etree.QName(event).localname == "event"]
    transitions = {facts.get("lifecycle:transition", "").lower() for _, facts in events}
    for event, facts in events:
        if "complete" in transitions and facts.get("lifecycle:transition", "complete").lower() != "complete":
            continue
        place = (f"dòng {event.sourceline}", f"line {event.sourceline}")
        activity, at = facts.get("concept:name"), facts.get("time:timestamp")
        if not activity or not at:
            missing = "concept:name" if not activity else "time:timestamp"
            raise refuse(name, *place, f"sự kiện thiếu {missing}.", f"the event lacks {missing}.")
        try:
            columns.add(case, activity, moment(at), facts.get("org:resource") or "")
        except ValueError as fault:
            raise no_moment(name, *place, at) from fault
