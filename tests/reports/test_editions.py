"""A sent report stays as it was; what came later is listed with its cause."""

import pytest

from motcua.documents.signing import verify_pdf
from motcua.reports import selectors, services
from motcua.reports.errors import NewEditionNeedsReason, NothingChanged
from motcua.reports.models import ReportEdition
from motcua.reports.request import request_of
from tests.reports.factories import dossier, take, units

pytestmark = pytest.mark.django_db


def send(**more):
    return services.send(name="06a", request=request_of("2023Q1", agency="H26"), **more)


def test_a_report_is_frozen_numbered_and_signed(tmp_path):
    units()
    take(tmp_path, dossier(1))
    sent = send()
    assert sent.number == "06a/2023Q1/statutory/H26/01"
    assert services.checksum(sent.frozen) == sent.sha256
    assert verify_pdf(bytes(sent.pdf)).ok
    with pytest.raises(TypeError, match="not changed"):
        sent.save()
    with pytest.raises(TypeError, match="not deleted"):
        ReportEdition.objects.all().delete()


def test_a_late_event_is_listed_with_its_cause_and_makes_a_new_edition(tmp_path):
    units()
    take(tmp_path, dossier(1))
    first = send()
    with pytest.raises(NewEditionNeedsReason):
        send()
    with pytest.raises(NothingChanged):
        send(reason="thử")
    take(tmp_path, dossier(2), name="late.jsonl")
    again = selectors.reissue(first)
    assert again.again_identical
    assert ("total", "c3", 1, 2) in {(d.row, d.column, d.sent, d.now) for d in again.differences}
    assert [many for _, _, many in again.causes] == [1]
    second = send(reason="Đơn vị gửi bổ sung")
    assert (second.edition, second.frozen["totals"]["c3"], first.frozen["totals"]["c3"]) == (2, 2, 1)
