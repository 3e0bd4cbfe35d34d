"""Search over the database: pages, facets, suggestions, synonyms and misses."""

from datetime import date

import pytest

from motcua.procedures.contents import Named
from motcua.procedures.models import SearchMiss, SearchSynonym
from motcua.procedures.search import editing
from motcua.procedures.search.finding import find, forget_index, suggest
from tests.procedures import factories

pytestmark = pytest.mark.django_db
SINCE = date(2020, 1, 6)


@pytest.fixture(autouse=True)
def harbour(db):
    for code, text in {
        "9.000001": factories.content(),
        "9.000002": factories.content("Đăng ký bến thuyền", levels=("commune",), online_level="none"),
        "9.000003": factories.content("Xóa đăng ký bến thuyền", announcer=Named("X02", "Bộ Thuyền")),
    }.items():
        factories.in_force(code, text, effective_on=SINCE, signed_on=date(2020, 1, 2))
    forget_index()


def codes(page):
    return [hit.code for hit in page.results]


def option(page, facet, value):
    [found] = [o for f in page.facets if f.name == facet for o in f.options if o.value == value]
    return found


def test_a_page_says_how_many_and_which():
    page = find("bến thuyền", size=1)
    assert (page.total, page.pages, codes(page)) == (2, 2, ["9.000002"])
    assert codes(find("bến thuyền", page=2, size=1)) == ["9.000003"]
    assert codes(find("bến thuyền", page=99, size=1)) == ["9.000003"]


def test_nothing_typed_lists_everything():
    assert find("").total == 3


def test_facets_count_what_choosing_them_would_leave():
    page = find("bến thuyền", {"level": ["commune"]})
    assert codes(page) == ["9.000002"]
    assert option(page, "level", "commune").count == 1
    assert option(page, "level", "commune").chosen
    # The other level stays on offer: its number ignores the choice in its own facet.
    assert option(page, "level", "province").count == 1
    assert option(page, "online", "none").count == 1


def test_unknown_filters_and_values_do_no_harm():
    assert find("bến", {"colour": ["red"]}).total == 2
    assert find("bến", {"level": ["moon"]}).total == 0


def test_a_slip_is_shown_as_understood():
    assert "thuyen" in find("dang ky ben thuyenn").corrected


def test_suggestions_come_while_typing():
    assert suggest("dang ky ben th")[0].code == "9.000002"


def test_a_new_text_is_found_at_once():
    assert find("cầu phao").total == 0
    factories.in_force("9.000009", factories.content("Bắc cầu phao"), effective_on=SINCE, signed_on=date(2020, 1, 2))
    forget_index()
    assert codes(find("cầu phao")) == ["9.000009"]


def test_a_past_day_is_searched_in_its_own_texts():
    assert find("bến thuyền", on=date(2019, 1, 1)).total == 0


def test_an_editor_s_synonym_works_until_it_is_retired():
    assert find("neo xuồng").total == 0
    synonym = editing.add_synonym(phrase="Neo xuồng", target="đăng ký bến thuyền")
    assert codes(find("neo xuong"))[0] == "9.000002"

    editing.retire_synonym(synonym=synonym)
    assert find("neo xuồng").total == 0
    assert SearchSynonym.objects.get().valid_before is not None


def test_a_synonym_is_refused_when_empty_or_already_there():
    editing.add_synonym(phrase="ghe", target="thuyền")
    with pytest.raises(editing.SynonymInUse):
        editing.add_synonym(phrase="ghe", target="thuyền")
    with pytest.raises(editing.SynonymEmpty):
        editing.add_synonym(phrase="?", target="thuyền")


def test_a_retired_synonym_is_not_retired_twice():
    synonym = editing.add_synonym(phrase="ghe", target="thuyền")
    editing.retire_synonym(synonym=synonym)
    with pytest.raises(editing.SynonymRetired):
        editing.retire_synonym(synonym=synonym)


def test_lines_that_found_nothing_are_counted_for_the_editor():
    for _ in range(2):
        editing.record_miss("Đậu  ghe")
    [miss] = editing.misses()
    assert (miss.text, miss.times) == ("Đậu ghe", 2)

    editing.add_synonym(phrase="đậu ghe", target="đăng ký bến thuyền")
    assert not editing.misses().exists()


def test_no_personal_number_is_kept_with_a_miss():
    editing.record_miss("cccd 001 099 012 345 của tôi")
    assert "099" not in SearchMiss.objects.get().text
