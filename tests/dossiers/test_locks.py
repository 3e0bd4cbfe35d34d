"""An act on the whole and an act on a part, at the same moment."""

import threading
import time

import pytest
from django.db import connection, transaction

from motcua.dossiers import selectors, services
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.recording import locked
from motcua.rules.time_limits import TimeLimit

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_whole_is_locked_before_its_part(make):
    if not connection.features.has_select_for_update_nowait:
        pytest.skip("this database has one writer at a time")
    office = make.office()
    agencies = {key: make.office(name=key) for key in ("birth", "residence", "health_card")}
    parts = {key: services.PartFacts(of.version, of.department, limit=TimeLimit.parse("2wd"))
             for key, of in agencies.items()}  # fmt: skip
    parent = services.register_interlinked(
        group="khai-sinh", parts=parts, receiving_unit=office.one_stop,
        applicant=services.ApplicantFacts("Trần Văn Bình"), actor=office.clerk,
    )  # fmt: skip
    services.receive(number=parent.number, actor=office.clerk)
    child = selectors.children_of(parent)[0]
    signer = agencies["birth"].signer

    def sign():
        services.decide(number=child.number, actor=signer)
        connection.close()

    with transaction.atomic():
        locked(parent.number)
        signing = threading.Thread(target=sign)
        signing.start()
        time.sleep(0.5)
        # The other side waits for the whole and has not taken the part: nothing can lock crosswise.
        assert Dossier.objects.select_for_update(nowait=True).get(pk=child.pk).state == "received"
    signing.join(20)
    assert Dossier.objects.get(pk=child.pk).state == "decided"
