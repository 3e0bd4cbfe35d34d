"""The indices of 2018 by officer: who took part in which own dossier, how it ended, and what stays without data."""

import importlib.util
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.cli import main
from motcua.dossiers.models import Event, Rating, Step
from motcua.quality.officers import rated_officers
from motcua.reports.request import request_of

_spec = importlib.util.spec_from_file_location(
    "dossier_factories", Path(__file__).resolve().parents[1] / "dossiers" / "factories.py"
)
make = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make)
pytestmark = pytest.mark.django_db


def test_each_officer_is_rated_on_the_dossiers_he_took_part_in(client, capsys):
    office, today = make.office(), timezone.localdate()
    early, rude = make.decided(office), make.decided(office)
    make.received(office)
    for place, actor in enumerate((office.clerk, office.appraiser, office.signer)):
        Account.objects.filter(pk=actor.account_id).update(full_name=f"Cán bộ thứ {place}")
    other = make.decided()
    Rating.objects.create(dossier=early, attitude=5, given_at=timezone.now())
    Rating.objects.create(dossier=rude, attitude=1, given_at=timezone.now())
    Rating.objects.create(dossier=other, time=5, given_at=timezone.now())
    act = Event.objects.get(dossier=early, act="propose")
    now = timezone.now()
    for place, (key, due) in enumerate((("quick", now + timedelta(hours=1)), ("slow", now - timedelta(hours=1)))):
        Step.objects.create(dossier=early, ordinal=place, key=key, name_vi=key, state="done", due_at=due, done_at=now)
    QuerySet(Event).filter(pk=act.pk).update(facts={"steps_ended": ["quick", "slow"]})
    days = f"{today - timedelta(days=1)}..{today + timedelta(days=1)}"
    asked = request_of(f"{today.year}", days, agency=office.department.code)
    scores = {
        each.name: {index: score and str(score) for index, score in each.rating.scores.items()}
        for each in rated_officers(asked)
    }
    assert sorted(each.dossiers for each in rated_officers(asked)) == [2, 2], "the clerk is of another unit"
    appraiser = Event.objects.get(pk=act.pk).account.full_name
    assert scores[appraiser] == {1: "2.0", 2: "1.0", 3: "2.0", 4: None, 7: "1.0"}
    assert {score[2] for name, score in scores.items() if name != appraiser} == {None}, "who ended no step has no data"
    whole = rated_officers(request_of(f"{today.year}", days))
    assert sum(each.dossiers for each in whole) == 9, "three officers, two dossiers; three more, one"
    assert rated_officers(request_of("2020")) == []
    words = ["quality", "officers", "--period", f"{today.year}", "--window", days]
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {each["band"] for each in told} == {None}, "no band while an index has no data"
    assert main(words) == 0
    assert appraiser in capsys.readouterr().out
    address = f"/dieu-hanh/chi-so-766/?period={today.year}&window={days}&agency={office.department.code}"
    client.force_login(make.units.posting({"supervise"}, unit=office.department).account)
    assert appraiser in client.get(address).content.decode()
    client.force_login(make.units.posting({"supervise"}, unit=make.units.province()).account)
    assert appraiser not in client.get(address).content.decode(), "officers of others are not for looking at"
