"""Facts about the installation, and the doors that the head shows."""

import pytest

from motcua.core import services
from motcua.core.doors import doors_for
from motcua.core.selectors import is_simulated


@pytest.mark.django_db
def test_a_marked_installation_says_so_on_every_page(client, django_capture_on_commit_callbacks):
    assert not is_simulated()
    with django_capture_on_commit_callbacks(execute=True):
        services.mark(name="simulated", value="yes")
    assert "Quốc gia mô phỏng" in client.get("/he-thiet-ke/").content.decode()


@pytest.mark.django_db
def test_an_empty_value_takes_the_mark_away(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.mark(name="simulated", value="yes")
        services.mark(name="simulated", value="")
    assert not is_simulated()


@pytest.mark.parametrize(
    ("duties", "open_doors"),
    [
        pytest.param([], ["/thu-tuc/", "/tra-cuu/", "/so-lieu/"], id="the public sees the public doors"),
        pytest.param(
            ["receive"], ["/thu-tuc/", "/tra-cuu/", "/so-lieu/", "/mot-cua/"], id="a counter officer also the counter"
        ),
    ],
)
def test_the_head_shows_the_doors_of_ones_duties(duties, open_doors):
    assert [door.address for door, _ in doors_for(duties, "/")] == open_doors


def test_only_the_nearest_door_is_current():
    current = [
        door.address
        for door, is_current in doors_for(["procedure_control", "settle"], "/xu-ly/danh-muc/")
        if is_current
    ]
    assert current == ["/xu-ly/danh-muc/"]
