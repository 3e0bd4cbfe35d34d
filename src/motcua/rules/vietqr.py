"""What does a VietQR code ask to pay, to whom, and how is one written?

Napas VietQR on top of EMVCo merchant-presented codes: tag 38 holds the scheme
A000000727, the bank (BIN of six digits), the account or card, and the service.
Codes of other schemes in tags 02-51 (wallets, gateways) are read as plain EMVCo codes; so are
codes of other countries, whose currency, country and decimals are their own.
UNVERIFIED: Napas' own rule on decimals in đồng; only zeros after the point are accepted.
"""

import re
from dataclasses import dataclass
from typing import Any

from motcua.rules.emv_codes import BadField, Tags, parse, sealed, split

SCHEME = "A000000727"
ACCOUNT_SERVICE = "QRIBFTTA"
CARD_SERVICE = "QRIBFTTC"
SERVICES = {
    ACCOUNT_SERVICE: "chuyển đến tài khoản / transfer to an account",
    CARD_SERVICE: "chuyển đến thẻ / transfer to a card",
    "QRPUSH": "thanh toán tại cửa hàng / payment to a merchant",
    "QRCASH": "rút tiền mặt / cash withdrawal",
}
DONG = "704"
VIETNAM = "VN"
STATIC, DYNAMIC = "11", "12"

_BIN = re.compile(r"[0-9]{6}")
_ACCOUNT = re.compile(r"[0-9A-Za-z]{1,19}")
_CARD = re.compile(r"[0-9]{1,19}")
_AMOUNT = re.compile(r"([0-9]{1,13})(?:\.0*)?")
_FOREIGN_AMOUNT = re.compile(r"(?=.*[1-9])[0-9]+(?:\.[0-9]*)?")
_NAMES_OF_62 = {
    "01": "bill",
    "02": "mobile",
    "03": "store",
    "04": "loyalty",
    "05": "reference",
    "06": "customer",
    "07": "terminal",
    "08": "purpose",
    "09": "consumer_data",
}
# tag → (name, pattern, what it must be in Vietnamese and English)
_PATTERNS: dict[str, tuple[str, str, str, str]] = {
    "01": (
        "point of initiation",
        "1[12]",
        "phải là 11 (tĩnh) hoặc 12 (động)",
        "it must be 11 (static) or 12 (dynamic)",
    ),
    "52": ("merchant category", "[0-9]{4}", "phải có bốn chữ số", "it must have four digits"),
    "53": ("currency", DONG, "phải là 704 (đồng Việt Nam)", "it must be 704 (Vietnamese đồng)"),
    "55": ("tip", "0[123]", "phải là 01, 02 hoặc 03", "it must be 01, 02 or 03"),
    "58": ("country", VIETNAM, "phải là VN", "it must be VN"),
    "59": ("merchant name", ".{1,25}", "tối đa 25 ký tự", "at most 25 characters"),
    "60": ("merchant city", ".{1,15}", "tối đa 15 ký tự", "at most 15 characters"),
    "61": ("postal code", ".{1,10}", "tối đa 10 ký tự", "at most 10 characters"),
}


_FOREIGN_PATTERNS = _PATTERNS | {
    "53": ("currency", "[0-9]{3}", "phải có ba chữ số", "it must have three digits"),
    "58": ("country", "[A-Z]{2}", "phải là hai chữ cái", "it must be two letters"),
}


@dataclass(frozen=True, slots=True)
class PaymentCode:
    """What one code says; `amount` is None when the payer fills it in, a decimal text in a foreign currency."""

    static: bool
    scheme: str | None
    bin: str | None
    account: str | None
    service: str | None
    amount: int | str | None
    purpose: str | None
    merchant_name: str | None
    merchant_city: str | None
    merchant_category: str | None
    postal_code: str | None
    additional: dict[str, str]
    tags: Tags

    def fields(self) -> dict[str, Any]:
        """Return readable names first, then the raw tags."""
        return {
            "version": self.tags["00"],
            "initiation": "static" if self.static else "dynamic",
            "static": self.static,
            "scheme": self.scheme,
            "bin": self.bin,
            "account": self.account,
            "service": self.service,
            "amount": self.amount,
            "currency": self.tags["53"],
            "country": self.tags["58"],
            "purpose": self.purpose,
            "merchant_name": self.merchant_name,
            "merchant_city": self.merchant_city,
            "merchant_category": self.merchant_category,
            "postal_code": self.postal_code,
            **{name: value for name, value in self.additional.items() if name != "purpose"},
            "crc": self.tags["63"].upper(),
            "tags": self.tags,
        }


def read(text: str) -> PaymentCode:
    """Return what a code says; refuse a wrong checksum, structure or field."""
    tags = parse(text)
    _check_presence(tags)
    foreign = _is_foreign(tags)
    for tag, (name, pattern, vi, en) in (_FOREIGN_PATTERNS if foreign else _PATTERNS).items():
        if tag in tags and not re.fullmatch(pattern, tags[tag]):
            raise BadField(tag=tag, name=name, what_vi=vi, what_en=en)
    account = _account(tags["38"]) if "38" in tags and not foreign else {}
    if account:
        tags["38"] = {**tags["38"], "01": split(tags["38"]["01"], "38.01")}
    more = {_NAMES_OF_62.get(tag, f"additional_{tag}"): value for tag, value in tags.get("62", {}).items()}
    return PaymentCode(
        static=tags.get("01", STATIC) == STATIC,
        scheme=account.get("scheme"),
        bin=account.get("bin"),
        account=account.get("account"),
        service=account.get("service"),
        amount=_amount(tags["54"], foreign=foreign) if "54" in tags else None,
        purpose=more.get("purpose"),
        merchant_name=tags.get("59"),
        merchant_city=tags.get("60"),
        merchant_category=tags.get("52"),
        postal_code=tags.get("61"),
        additional=more,
        tags=tags,
    )


def write(
    bank: str,
    account: str,
    service: str = ACCOUNT_SERVICE,
    amount: int | str | None = None,
    purpose: str | None = None,
    static: bool = False,
) -> str:
    """Return a VietQR code; without an amount it is static, because it can be paid any number of times."""
    tags: Tags = {
        "00": "01",
        "01": STATIC if static or amount is None else DYNAMIC,
        "38": {"00": SCHEME, "01": {"00": bank, "01": account}, "02": service},
        "53": DONG,
    }
    _check_account(bank, account, service)
    if amount is not None:
        tags["54"] = str(_whole_dong(str(amount)))
    tags["58"] = VIETNAM
    if purpose:
        tags["62"] = {"08": purpose}
    code = sealed(tags)
    read(code)
    return code


def _check_presence(tags: Tags) -> None:
    needed = [("53", "currency"), ("58", "country")]
    if "38" not in tags or _is_foreign(tags):
        if not any(2 <= int(tag) <= 51 for tag in tags):
            raise _missing("38", "beneficiary")
        needed += [("52", "merchant category"), ("59", "merchant name"), ("60", "merchant city")]
    for tag, name in needed:
        if tag not in tags:
            raise _missing(tag, name)
    tip = tags.get("55")
    for tag, name, wanted in (("56", "fixed fee", "02"), ("57", "percentage fee", "03")):
        if (tag in tags) != (tip == wanted):
            vi, en = f"chỉ và phải có khi thẻ 55 là {wanted}", f"it belongs to tag 55 = {wanted} and only to it"
            raise BadField(tag=tag, name=name, what_vi=vi, what_en=en)
    for tag in tags:
        if (26 <= int(tag) <= 51 or int(tag) >= 80) and "00" not in tags[tag]:
            raise _missing(f"{tag}.00", "scheme")


def _account(template: dict[str, str]) -> dict[str, str]:
    if template["00"] != SCHEME:
        raise BadField(tag="38.00", name="scheme", what_vi=f"phải là {SCHEME}", what_en=f"it must be {SCHEME}")
    for tag, name in (("01", "beneficiary"), ("02", "service")):
        if tag not in template:
            raise _missing(f"38.{tag}", name)
    holder = split(template["01"], "38.01")
    for tag, name in (("00", "bank"), ("01", "account")):
        if tag not in holder:
            raise _missing(f"38.01.{tag}", name)
    _check_account(holder["00"], holder["01"], template["02"])
    return {"scheme": SCHEME, "bin": holder["00"], "account": holder["01"], "service": template["02"]}


def _check_account(bank: str, account: str, service: str) -> None:
    if service not in SERVICES:
        known = ", ".join(SERVICES)
        raise BadField(tag="38.02", name="service", what_vi=f"phải là {known}", what_en=f"it must be one of {known}")
    if not _BIN.fullmatch(bank):
        vi, en = "mã ngân hàng (BIN) phải có sáu chữ số", "a bank number (BIN) has six digits"
        raise BadField(tag="38.01.00", name="bank", what_vi=vi, what_en=en)
    card = service == CARD_SERVICE
    if not (_CARD if card else _ACCOUNT).fullmatch(account):
        kind_vi, kind_en = ("chữ số", "digits") if card else ("chữ không dấu và số", "unaccented letters and digits")
        vi, en = f"phải gồm 1–19 {kind_vi}", f"it must be 1-19 {kind_en}"
        raise BadField(tag="38.01.01", name="account", what_vi=vi, what_en=en)


def _is_foreign(tags: Tags) -> bool:
    """Return whether nothing in the code speaks of Vietnam: not its currency, not its country, not Napas."""
    napas = tags.get("38", {}).get("00") == SCHEME
    return not napas and tags.get("53", DONG) != DONG and tags.get("58", VIETNAM) != VIETNAM


def _amount(text: str, *, foreign: bool) -> int | str:
    if len(text) > 13:
        raise _bad_amount()
    if foreign:
        if not _FOREIGN_AMOUNT.fullmatch(text):
            what = "phải là số lớn hơn 0, tối đa 13 ký tự", "it must be a number above zero of at most 13 characters"
            raise BadField(tag="54", name="amount", what_vi=what[0], what_en=what[1])
        return text
    return _whole_dong(text)


def _whole_dong(text: str) -> int:
    found = _AMOUNT.fullmatch(text)
    if not found or not int(found[1]):
        raise _bad_amount()
    return int(found[1])


def _bad_amount() -> BadField:
    vi = "phải là số đồng lớn hơn 0, chỉ gồm chữ số, tối đa 13 ký tự"
    return BadField(
        tag="54", name="amount", what_vi=vi, what_en="it must be whole đồng above zero, digits only, at most 13"
    )


def _missing(tag: str, name: str) -> BadField:
    return BadField(tag=tag, name=name, what_vi="bị thiếu", what_en="it is missing")
