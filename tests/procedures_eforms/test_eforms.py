"""Forms as data: what is asked, what is refused, and which definitions cannot be published."""

from datetime import date

import pytest

from motcua.procedures.eforms.answers import asked, computed, errors_of, read_page, read_typed
from motcua.procedures.eforms.definition import BadForm, build, check

TODAY = date(2026, 11, 24)


def label(name, kind="text", **more):
    return {"name": name, "vi": f"Ô {name}", "en": f"Field {name}", "type": kind, **more}


def block(*fields, **more):
    return {"vi": "Trang", "en": "Page", "fields": list(fields), **more}


HOUSE = build(
    [
        (
            "home",
            block(
                label("born_on", "date", required=True, past=True),
                label("married", "yes", required=True),
                label("spouse", required=True, when={"field": "married", "is": True}),
                label("number", "identity"),
            ),
        ),
        (
            "power",
            block(
                label("agrees", "yes", required=True, must_be=True),
                repeat={
                    "name": "devices",
                    "vi": "Thiết bị",
                    "en": "Devices",
                    "most": 2,
                    "fields": [label("watts", "integer", required=True, minimum=1), label("count", "integer")],
                },
                computed={"name": "total", "vi": "Tổng", "en": "Total", "sum_of": ["devices", "watts", "count"]},
            ),
        ),
    ]
)


@pytest.mark.parametrize(
    ("widget", "typed", "value"),
    [
        pytest.param("date", "24/11/2026", "2026-11-24", id="a Vietnamese date"),
        pytest.param("date", "2026-11-24", "2026-11-24", id="an ISO date"),
        pytest.param("date", "hôm qua", "hôm qua", id="words are kept for the message"),
        pytest.param("money", "1.250.000 ₫", 1_250_000, id="money with dots and sign"),
        pytest.param("integer", "12a", "12a", id="a half number is not a number"),
        pytest.param("identity", "001 200 012 345", "001200012345", id="blanks in an identity number"),
        pytest.param("yes", "Có", True, id="yes in Vietnamese"),
    ],
)
def test_typed_text_becomes_a_value(widget, typed, value):
    assert read_typed(widget, typed) == value


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        pytest.param({}, ["born_on", "married", "agrees"], id="nothing answered"),
        pytest.param(
            {"born_on": "2026-11-25", "married": False, "agrees": True}, ["born_on"], id="a birth in the future"
        ),
        pytest.param(
            {"born_on": "2026-02-30", "married": False, "agrees": True}, ["born_on"], id="a day that does not exist"
        ),
        pytest.param({"born_on": "2000-01-01", "married": True, "agrees": True}, ["spouse"], id="a shown field is due"),
        pytest.param(
            {"born_on": "2000-01-01", "married": False, "agrees": True, "number": "999200012345"},
            ["number"],
            id="an identity number of no province",
        ),
        pytest.param({"born_on": "2000-01-01", "married": False, "agrees": False}, ["agrees"], id="a vow not taken"),
        pytest.param(
            {"born_on": "2000-01-01", "married": False, "agrees": True, "devices": [{"watts": 0}]},
            ["devices.0.watts"],
            id="a repeated row is checked",
        ),
        pytest.param(
            {"born_on": "2000-01-01", "married": False, "agrees": True, "spouse": "x"}, [], id="a hidden answer is none"
        ),
    ],
)
def test_what_must_be_mended(answers, names):
    assert [error.name for error in errors_of(HOUSE, answers, today=TODAY)] == names


def test_errors_of_one_page_leave_the_others_alone():
    assert [error.name for error in errors_of(HOUSE, {}, today=TODAY, page="power")] == ["agrees"]


def test_a_sentence_says_what_to_do_in_both_languages():
    [error] = errors_of(HOUSE, {"married": False, "agrees": True}, today=TODAY)
    assert (error.vi, error.en) == ("Nhập: Ô born_on.", "Enter: Field born_on.")


def test_the_answer_to_a_hidden_question_is_dropped():
    assert "spouse" not in asked(HOUSE, {"married": False, "spouse": "Lan"})


def test_repeated_rows_are_read_in_order_and_summed():
    page = HOUSE["ui"][1]
    posted = {"devices.0.watts": "100", "devices.0.count": "3", "devices.1.watts": "50", "devices.1.count": "2"}
    answers = read_page(page, posted)
    assert answers["devices"] == [{"watts": 100, "count": 3}, {"watts": 50, "count": 2}]
    assert computed(HOUSE, answers) == {"total": 400}


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        pytest.param(
            [("a", block(label("x", when={"field": "y", "is": True})))], "does not exist: “y”", id="unknown field"
        ),
        pytest.param(
            [
                (
                    "a",
                    block(
                        label("x", "yes", when={"field": "y", "is": True}),
                        label("y", "yes", when={"field": "x", "is": True}),
                    ),
                )
            ],
            "Circular visibility: x → y → x",
            id="circle",
        ),
        pytest.param([("a", block({**label("x"), "en": ""}))], "lacks its Vietnamese or English", id="missing label"),
        pytest.param([("a", block(label("x"))), ("b", block(label("x")))], "Asked more than once: x", id="asked twice"),
        pytest.param(
            [
                (
                    "a",
                    block(
                        label("c", "choice", options=[{"value": "1", "vi": "Một", "en": "One"}]),
                        label("x", when={"field": "c", "is": "2"}),
                    ),
                )
            ],
            "does not offer",
            id="a choice that is not offered",
        ),
        pytest.param([("a", block(label("x", "hologram")))], "unknown type “hologram”", id="unknown type"),
        pytest.param([("a", block(label("x", pattern="(")))], "JSON Schema is wrong", id="broken pattern"),
    ],
)
def test_a_form_that_cannot_be_filled_in_is_refused(blocks, said):
    with pytest.raises(BadForm) as refusal:
        check(build(blocks))
    assert said in refusal.value.sentence("en")


def test_a_good_form_is_accepted():
    check(HOUSE)
