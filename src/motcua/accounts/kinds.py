"""Kinds of accounts, mandates and proof, with their phrases in two languages."""

from django.db import models

from motcua.core.phrases import Phrase


class AccountKind(models.TextChoices):
    """Who stands behind an account."""

    CITIZEN = "citizen", "Công dân"
    BUSINESS = "business", "Tổ chức, doanh nghiệp"
    OFFICER = "officer", "Cán bộ, công chức"


class AssuranceLevel(models.IntegerChoices):
    """How well an identity is proven; which claim means which level is configuration."""

    NONE = 0, "Chưa xác thực"
    LOW = 1, "Mức 1"
    SUBSTANTIAL = 2, "Mức 2"
    HIGH = 3, "Mức cao"


class MandateKind(models.TextChoices):
    """By which title one acts for another."""

    LEGAL = "legal", "Đại diện theo pháp luật"
    AUTHORISED = "authorised", "Được uỷ quyền"
    EMPLOYEE = "employee", "Nhân viên của tổ chức"
    ONE_STOP = "one_stop", "Cán bộ một cửa nộp hộ"


PHRASES: dict[object, Phrase] = {
    AccountKind.CITIZEN: Phrase("Công dân", "Citizen"),
    AccountKind.BUSINESS: Phrase("Tổ chức, doanh nghiệp", "Business"),
    AccountKind.OFFICER: Phrase("Cán bộ, công chức", "Officer"),
    AssuranceLevel.NONE: Phrase("Chưa xác thực danh tính", "Identity not proven"),
    AssuranceLevel.LOW: Phrase("Danh tính tự khai", "Identity as declared"),
    AssuranceLevel.SUBSTANTIAL: Phrase("Danh tính đã đối chiếu giấy tờ", "Identity checked against a document"),
    AssuranceLevel.HIGH: Phrase("Danh tính đã xác thực mức cao", "Identity proven to a high level"),
    MandateKind.LEGAL: Phrase("Đại diện theo pháp luật", "Legal representative"),
    MandateKind.AUTHORISED: Phrase("Được uỷ quyền", "Authorised in writing"),
    MandateKind.EMPLOYEE: Phrase("Nhân viên của tổ chức", "Employee of the company"),
    MandateKind.ONE_STOP: Phrase("Cán bộ một cửa nộp hộ", "One-stop officer filing on behalf"),
}


def phrase(value: AccountKind | AssuranceLevel | MandateKind) -> Phrase:
    """Return the phrase of a kind."""
    return PHRASES[value]
