"""What a person need not type again: taken from the account, the mandate or the last dossier, with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from motcua.accounts.models import Account
from motcua.core.phrases import Phrase
from motcua.dossiers.own import dossiers_of_account
from motcua.portal.models import Draft

FROM_ACCOUNT = Phrase("Lấy từ tài khoản của bạn. Bạn có thể sửa.", "From your account. You may change it.")
FROM_MANDATE = Phrase("Lấy từ giấy uỷ quyền. Bạn có thể sửa.", "From the mandate. You may change it.")
FROM_EARLIER = Phrase(
    "Bạn đã khai ngày {on} ở hồ sơ {number}. Bạn có thể sửa.",
    "You gave this on {on} in dossier {number}. You may change it.",
)
LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Known:
    """A value that is known already, and from where."""

    value: Any
    source: str


def prefilled(draft: Draft, fields: Mapping[str, Mapping[str, Any]], account: Account | None) -> dict[str, Known]:
    """Return what can be filled in for the fields that have no answer yet."""
    if account is None:
        return {}
    wanted = {name: str(field.get("prefill", "")) for name, field in fields.items() if name not in draft.answers}
    found = {name: known for name, source in wanted.items() if (known := _from_account(source, draft, account))}
    earlier = [name for name in wanted if name not in found and wanted[name]]
    return found | (_from_earlier(earlier, account) if earlier and draft.mandate is None else {})


def _from_account(source: str, draft: Draft, account: Account) -> Known | None:
    kind, _, name = source.partition(".")
    if kind != "account":
        return None
    if draft.mandate is not None and not name.startswith("phone") and name != "email":
        facts = {
            "full_name": draft.mandate.principal_name,
            "organisation_name": draft.mandate.principal_name,
            "identity_number": draft.mandate.principal_number,
            "organisation_number": draft.mandate.principal_number,
        }
        return Known(facts[name], str(FROM_MANDATE)) if facts.get(name) else None
    value = {"organisation_name": account.full_name if account.kind == "business" else "",
             "organisation_number": account.organisation_code}.get(name, getattr(account, name, ""))  # fmt: skip
    return Known(str(value), str(FROM_ACCOUNT)) if value else None


def _from_earlier(names: list[str], account: Account) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for dossier in dossiers_of_account(account).exclude(form_data={})[:LOOKED_AT]:
        for name in names:
            if name not in found and dossier.form_data.get(name) not in (None, "", []):
                on = timezone.localdate(dossier.registered_at)
                text = FROM_EARLIER.format(on=f"{on:%d/%m/%Y}", number=dossier.number)
                found[name] = Known(dossier.form_data[name], text)
    return found
