"""The counter gives a result to the post; it counts as handed out once it was delivered."""

import pytest

from motcua.dossiers.models.parcel import Parcel
from motcua.dossiers.post.services import follow_parcels
from motcua.dossiers.post.testing import PostSimulator
from tests.doors.test_counter_desk import said, settled, walk_in

from . import counter_world as worlds

pytestmark = pytest.mark.django_db
DOOR = {"receiver": "Nguyễn Thị Hoa", "phone": "0900000001", "address": "Số 1, tổ 2"}


def test_a_result_is_given_to_the_post_followed_and_returned(settings):
    world = worlds.world()
    desk = worlds.client_of(world.clerk)
    dossier = settled(world, walk_in(desk))
    page, send = (f"/mot-cua/ho-so/{dossier.number}/tra/", f"/mot-cua/tra-ket-qua/{dossier.number}/buu-chinh/")
    assert "Giao bưu chính" not in desk.get(page).content.decode()
    assert "chưa kết nối bưu chính" in said(desk.post(send, DOOR))[0]
    with PostSimulator(secret="only-for-tests") as simulator:
        settings.CARRIERS = {"post": simulator.settings}
        assert "Giao bưu chính" in desk.get(page).content.decode()
        assert "EM100000001VN" in said(desk.post(send, DOOR))[-1]
        taken = desk.post(page, {"key": "b", "taken_by": "Hoa", "identity_checked": "yes"})
        assert "đang trên đường bưu chính" in said(taken)[-1]
        assert "EM100000001VN" in desk.get("/mot-cua/tra-ket-qua/").content.decode()
        for _ in range(3):
            follow_parcels()
    dossier.refresh_from_db()
    assert (dossier.state, Parcel.objects.get().state) == ("returned", "delivered")
    assert "Bưu cục 1 (mô phỏng)" in desk.get(page).content.decode()
