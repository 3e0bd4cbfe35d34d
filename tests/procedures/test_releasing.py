"""Out of quarantine by two people; the published code and the raw record stay as they were."""

import json

import pytest

from motcua.procedures import errors, services
from motcua.procedures.intake.importing import import_files
from motcua.procedures.models import Procedure, QuarantinedRecord
from motcua.procedures.selectors import find_procedure
from tests.procedures import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [factories.account(name) for name in ("an", "binh")]


@pytest.fixture
def record(tmp_path):
    file = tmp_path / "portal.jsonl"
    file.write_text(json.dumps(factories.portal_record(code="9.0000011")) + "\n", encoding="utf-8")
    import_files([file])
    return QuarantinedRecord.objects.get()


def test_a_second_person_lets_a_record_in_under_its_right_code(record, people):
    first, second = people
    services.propose_release(record=record, code=" 9.000011 ", reason="Thừa một chữ số", by=first)
    held = services.release(record=record, by=second)

    procedure = find_procedure("9.000011")
    assert procedure is not None
    assert (procedure.code, held.released_by, bytes(held.raw)) == ("9.0000011", second, bytes(record.raw))


def test_a_later_import_does_not_take_the_code_away(record, people, tmp_path):
    first, second = people
    services.propose_release(record=record, code="9.000011", reason="Thừa một chữ số", by=first)
    services.release(record=record, by=second)
    file = tmp_path / "again.jsonl"
    file.write_text(json.dumps(factories.portal_record(code="9.0000011", name="Tên mới")) + "\n", encoding="utf-8")
    report = import_files([file])

    assert (report.changed, report.quarantined) == (1, 0)
    assert find_procedure("9.000011").name == "Tên mới"


def test_whoever_proposed_does_not_release(record, people):
    services.propose_release(record=record, code="9.000011", reason="Thừa một chữ số", by=people[0])
    with pytest.raises(errors.SamePersonReleases):
        services.release(record=record, by=people[0])
    assert Procedure.objects.get().is_quarantined


def test_a_code_of_another_procedure_is_refused(record, people):
    factories.in_force("9.000011")
    with pytest.raises(errors.ReleaseRefused, match="names another procedure"):
        services.propose_release(record=record, code="9.000011", reason="Thừa một chữ số", by=people[0])


def test_a_release_needs_a_reason_and_a_proposal(record, people):
    with pytest.raises(errors.ReleaseReasonMissing):
        services.propose_release(record=record, code="9.000011", reason=" ", by=people[0])
    with pytest.raises(errors.ReleaseRefused, match="nobody has proposed"):
        services.release(record=record, by=people[1])


def test_a_proposal_given_back_keeps_the_record_out(record, people):
    first, second = people
    services.propose_release(record=record, code="9.000011", reason="Thừa một chữ số", by=first)
    services.decline_release(record=record, by=second, reason="Mã này đã dùng trước đây")
    record.refresh_from_db()

    assert (record.proposed_by, record.released_at) == (None, None)
    assert "Mã này đã dùng" in record.proposal_reason
    assert find_procedure("9.000011") is None


def test_what_was_released_is_not_released_again(record, people):
    services.propose_release(record=record, code="9.000011", reason="Thừa một chữ số", by=people[0])
    services.release(record=record, by=people[1])
    with pytest.raises(errors.ReleaseRefused, match="already"):
        services.propose_release(record=record, code="9.000012", reason="Lại", by=people[0])
