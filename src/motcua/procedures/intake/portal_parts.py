"""The parts of a portal record: channels, costs, cases, papers, agencies, named lists."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.procedures.contents import (
    AgencyContent,
    CaseContent,
    ChannelContent,
    CostContent,
    EvidenceContent,
    Named,
)
from motcua.procedures.intake.shape import UnreadableRecord, count, items, text

METHODS = {"DIRECT": "direct", "ONLINE": "online", "POSTAL": "postal"}
UNITS = {"WORKING_DAY": "wd", "DAY": "d", "HOUR": "h", "MONTH": "m", "YEAR": "y", "OTHER": "see"}
FEES = {"FEE": "fee", "SERVICE_FEE": "charge", "PRICE_LEVEL": "price"}
CURRENCIES = {"": "VND", "Việt Nam Đồng": "VND", "VND": "VND", "USD": "USD"}
MOST_TIME = Decimal(999_999)
MOST_MONEY = Decimal(10) ** 15

# role → (offices, classes of offices, their reference lists)
ROLES = {
    "executing": ("departmentsExecuting", "unitGroupsExecuting", "departmentExecutingIds", "unitGroupExecutingIds"),
    "competent": ("departmentsAuthority", "unitGroupsAuthority", "departmentAuthorityIds", "unitGroupAuthorityIds"),
    "authorised": (
        "departmentsAuthorized",
        "unitGroupsAuthorized",
        "departmentAuthorizedIds",
        "unitGroupAuthorizedIds",
    ),
    "coordinating": (
        "departmentsCoordinating",
        "unitGroupsCoordinating",
        "departmentCoordinatingIds",
        "unitGroupCoordinatingIds",
    ),
}
REFERENCES = {"legalBasisIds": "legalBasisesDetails", "resultIds": "resultsDetails", "categoryIds": "categoriesDetails"}


def chosen(table: dict[str, str], source: dict[str, Any], key: str) -> str:
    """Return the house's word for a coded member; refuse a code nobody knows."""
    value = text(source, key)
    if value not in table:
        raise UnreadableRecord(f"{key}={value[:40]}")
    return table[value]


def number(value: object, key: str, most: Decimal) -> Decimal | None:
    """Return a JSON number as Decimal, None for anything that is not one."""
    if value is None or isinstance(value, bool | str):
        return None
    if not isinstance(value, int | float):
        raise UnreadableRecord(key)
    try:
        read = Decimal(str(value))
    except InvalidOperation as failure:
        raise UnreadableRecord(key) from failure
    if not read.is_finite() or not 0 <= read <= most:
        raise UnreadableRecord(f"{key}={value}")
    return read


def amount(value: object) -> Decimal | None:
    """Return an amount of money, None where none is stated."""
    return number(value, "fees.value", MOST_MONEY)


def channel(method: dict[str, Any]) -> ChannelContent:
    """Read one row of executionMethods; a time written in words stays words."""
    time = method.get("processingTime")
    return ChannelContent(
        method=chosen(METHODS, method, "submissionMethod"),
        quantity=number(time, "processingTime", MOST_TIME),
        unit=chosen(UNITS, method, "processingTimeUnit") if method.get("processingTimeUnit") else "see",
        time_text=time if isinstance(time, str) else "",
        note=text(method, "description"),
        costs=tuple(cost(fee) for fee in items(method, "fees")),
    )


def cost(fee: dict[str, Any]) -> CostContent:
    """Read one fee. Zero with a note is never free: the note may hold the price."""
    value, note = amount(fee.get("value")), text(fee, "description")
    state = "see_note" if value is None or note.strip() else "free"
    state = "amount" if value else state
    currency = text(fee, "currencyName") or text(fee.get("currency") or {}, "code")
    return CostContent(
        kind=chosen(FEES, fee, "type"),
        state=state,
        amount=value,
        currency=CURRENCIES.get(currency, "XXX"),
        note=note if currency in CURRENCIES else f"{note} [{currency}]",
    )


def case(source: dict[str, Any]) -> CaseContent:
    """Read one case with its own time limit."""
    time = source.get("processingDay") or {}
    if not isinstance(time, dict):
        raise UnreadableRecord("processingDay")
    quantity = time.get("qty")
    return CaseContent(
        name=text(source, "name"),
        kind="case",
        code=text(source, "code"),
        quantity=number(quantity, "processingDay.qty", MOST_TIME),
        unit=chosen(UNITS, time, "type") if time.get("type") else "",
        time_text=quantity if isinstance(quantity, str) else "",
    )


def paper_group(source: dict[str, Any]) -> CaseContent:
    """Read one group of papers under its heading."""
    papers = tuple(paper(item) for item in items(source, "profileComponents"))
    return CaseContent(name=text(source, "name"), kind="papers", evidence=papers)


def paper(source: dict[str, Any]) -> EvidenceContent:
    """Read one paper; the source's "required" is always false and is not believed."""
    return EvidenceContent(
        name=text(source, "name"),
        code=text(source, "code"),
        source_key=text(source, "profileComponentId"),
        originals=count(source, "originalQty"),
        copies=count(source, "copyQty"),
        has_electronic_form=bool(source.get("hasElectronicForm")),
        is_processing_result=bool(source.get("isProcessingResult")),
        templates=tuple(
            {"name": text(file, "fileName"), "id": text(file, "id")} for file in items(source, "attachments")
        ),
    )


def named(detail: dict[str, Any], key: str) -> tuple[Named, ...]:
    """Read a list of coded names."""
    return tuple(Named(text(i, "code"), text(i, "name"), source_key=text(i, "id")) for i in items(detail, key))


def agencies(detail: dict[str, Any]) -> tuple[AgencyContent, ...]:
    """Read every body with its role; a unit group is a class, a department is an office or a class by name."""
    found: list[AgencyContent] = []
    for role, (offices, classes, _, _) in ROLES.items():
        found += [AgencyContent(role, text(i, "name"), text(i, "code")) for i in items(detail, offices)]
        found += [AgencyContent(role, text(i, "name"), text(i, "id"), is_class=True) for i in items(detail, classes)]
    return tuple(found)


def missing_references(detail: dict[str, Any]) -> int:
    """Return how many identifiers the record names without giving the entry."""
    pairs = list(REFERENCES.items())
    for offices, classes, office_ids, class_ids in ROLES.values():
        pairs += [(office_ids, offices), (class_ids, classes)]
    missing = 0
    for ids_key, entries_key in pairs:
        given = {text(entry, "id") for entry in items(detail, entries_key)}
        missing += sum(str(identifier) not in given for identifier in detail.get(ids_key) or [])
    return missing


def fingerprint(method: dict[str, Any]) -> str:
    """Return a text equal for equal channel rows."""
    return json.dumps(method, sort_keys=True, ensure_ascii=False)
