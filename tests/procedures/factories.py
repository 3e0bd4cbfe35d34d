"""Invented procedures of an invented harbour office."""

import itertools
import json
from datetime import date
from decimal import Decimal

from motcua.accounts.models import Account
from motcua.procedures import services
from motcua.procedures.contents import (
    AgencyContent,
    CaseContent,
    ChannelContent,
    CostContent,
    EvidenceContent,
    Named,
    VersionContent,
)

_numbers = itertools.count(1)


def account(name="control"):
    return Account.objects.create_user(username=f"{name}-{next(_numbers)}")


def content(name="Cấp giấy phép cập cảng", days=5, **changes):
    """Return a complete text: two channels, one case, two papers."""
    whole = {
        "name": name,
        "field": Named("X01-CB01", "Cảng biển"),
        "announcer": Named("X01", "Bộ Cảng biển"),
        "levels": ("central", "province"),
        "audiences": (Named("ĐT1", "Công dân Việt Nam"),),
        "online_level": "full",
        "steps": (("Bước 1", "Nộp hồ sơ"), ("Bước 2", "Nhận kết quả")),
        "channels": (
            ChannelContent("direct", Decimal(days), "wd", costs=(CostContent("charge", "amount", Decimal(50000)),)),
            ChannelContent("online", Decimal(days), "wd", costs=(CostContent("charge", "free", Decimal(0)),)),
        ),
        "cases": (
            CaseContent("Tàu dưới 10 mét", "case", "C1", Decimal(3), "wd", evidence=(EvidenceContent("Ảnh tàu"),)),
        ),
        "evidence": (EvidenceContent("Đơn đề nghị", originals=1, is_mandatory=True),),
        "requirements": ("Tàu đã đăng ký",),
        "outputs": (Named("X01-KQ1", "Giấy phép cập cảng"),),
        "legal_resources": (Named("1/2031/NĐ-CP", "Nghị định về cảng"),),
        "agencies": (AgencyContent("executing", "Cảng vụ", "X01.01"),),
        "life_events": (Named("viec-lam", "Việc làm", kind="life"),),
    }
    return VersionContent(**{**whole, **changes})


def decision(by, *items, number=None, signed_on=date(2031, 1, 6), effective_on=date(2031, 2, 1), **facts):
    return services.enter_decision(
        draft=services.DecisionDraft(
            number=number or f"{next(_numbers)}/QĐ-BCB",
            issuer_code="X01",
            issuer_name="Bộ Cảng biển",
            signed_on=signed_on,
            effective_on=effective_on,
            items=items,
            **facts,
        ),
        by=by,
    )


def in_force(code="9.000001", text=None, effective_on=date(2031, 2, 1), kind="new", **facts):
    """Bring one text into force the lawful way, with two people."""
    author, chief = account("author"), account("chief")
    text = text or content()
    item = services.ItemDraft(code=code, kind=kind, name=text.name)
    announced = decision(author, item, effective_on=effective_on, **facts)
    draft = services.draft_version(item=announced.items.get(), content=text, by=author)
    services.submit(version=draft, by=author)
    return services.approve(version=draft, by=chief, on=effective_on)


def portal_record(code="9.000001", name="Cấp giấy phép cập cảng", **changes):
    """Return one answer in the shape of the national portal; `changes` go into its detail."""
    detail = {
        "id": f"id-{code}",
        "code": code,
        "codeNotation": code,
        "name": name,
        "type": "STANDARD",
        "isInternal": False,
        "isMinistry": True,
        "isProvince": True,
        "isWard": False,
        "isVertical": False,
        "isOtherAgency": False,
        "isUndetermined": False,
        "isFullProcess": True,
        "isOfflineOnly": False,
        "state": "ACTIVE",
        "createdAt": 1_775_640_274_220,
        "updatedAt": 1_775_640_274_220,
        "executionSteps": [{"name": "", "description": "Nộp hồ sơ rồi nhận kết quả"}],
        "executionMethods": [
            {
                "submissionMethod": "ONLINE",
                "processingTime": 5,
                "processingTimeUnit": "WORKING_DAY",
                "description": "",
                "fees": [{"type": "SERVICE_FEE", "value": 50000, "description": ""}],
            }
        ],
        "executionCases": [
            {
                "name": "",
                "profileComponents": [
                    {
                        "profileComponentId": "paper-1",
                        "originalQty": 1,
                        "copyQty": 0,
                        "required": False,
                        "hasElectronicForm": False,
                        "name": "Đơn đề nghị",
                        "code": "KQ1",
                        "attachments": [],
                    }
                ],
            }
        ],
        "cases": [{"id": "c", "name": "", "code": f"{code}.01", "processingDay": {"qty": 5, "type": "WORKING_DAY"}}],
        "categoriesDetails": [{"id": "f", "code": "X01-CB01", "name": "Cảng biển"}],
        "legalBasisesDetails": [{"id": "l", "code": "1/2031/NĐ-CP", "name": "Nghị định"}],
        "resultsDetails": [{"id": "r", "code": "KQ", "name": "Giấy phép"}],
        "subjectTypesDetails": [{"id": "s", "code": "ĐT1", "name": "Công dân Việt Nam"}],
        "departmentsExecuting": [{"id": "d", "code": "X01.01", "name": "Cảng vụ"}],
        "departmentPromulgateCode": "X01",
        "departmentPromulgateName": "Bộ Cảng biển",
        "procedureProposal": {
            "id": "decision-1",
            "proposalNumber": "7/QĐ-BCB",
            "decisionDate": 1_769_900_400_000,
            "publicationDate": 1_770_505_200_000,
            "issuingAgency": {"id": "a", "name": "Bộ Cảng biển"},
            "proposalType": "STANDARD",
        },
        **changes,
    }
    return {
        "folder_code": code,
        "life_event_folders": ["viec-lam"],
        "id": detail["id"],
        "code": code,
        "name": name,
        "detail": detail,
    }


def write_lines(path, *records):
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path
