"""What a procedure costs people: components, volume, and the proxy kept apart."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.review import costs
from motcua.review.costs import Volume
from motcua.rules.compliance_cost import cost_of_one
from motcua.rules.parameters.compliance_times import PARAMETERS
from tests.doors.nation import founded

pytestmark = pytest.mark.django_db


def test_a_cost_without_volume_says_so_and_costs_nothing_a_year():
    founded("9.000201")
    cost = costs.cost_of("9.000201", date(2026, 1, 5))
    answer = costs.as_dict(cost)

    assert answer["no_volume"] is True
    assert (answer["cost_per_year"], answer["cost_per_dossier"] > 0) == (0, True)
    assert costs.saving_dict(cost, cost)["rests_on_no_volume"] is True
    assert answer["processing_time_proxy"]["per_year"] in (0, None)


def test_the_cost_of_a_dossier_is_the_sum_of_its_activities():
    founded("9.000201")
    cost = costs.cost_of("9.000201", date(2026, 1, 5))

    assert cost.per_dossier == cost_of_one(cost.activities, PARAMETERS["hourly_income"].value)


@pytest.mark.parametrize(("dossiers", "days", "yearly"), [(90, 90, 365), (90, 365, 90), (0, 0, 0)])
def test_a_short_memory_is_scaled_to_a_year(dossiers, days, yearly):
    assert Volume(dossiers, days).yearly == Decimal(yearly)
