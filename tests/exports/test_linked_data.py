"""The catalogue as linked data is what the European shapes ask for, in both spellings."""

from pathlib import Path

import pytest
from django.conf import settings
from rdflib import DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from motcua.procedures.exports import writing
from motcua.procedures.exports.cpsv_ap import duration

pytestmark = pytest.mark.django_db
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
SHAPES = Path(__file__).resolve().parents[2].parent / "shared" / "standards" / "cpsv-ap-3.2.0-SHACL.ttl"


def graph(kind="cpsv-ap", *, turtle=True):
    text = "".join(writing.pieces(kind, turtle=turtle))
    return Graph().parse(data=text, format="turtle" if turtle else "json-ld")


def service(code):
    return URIRef(f"{settings.PUBLIC_URL}/thu-tuc/{code}/")


@pytest.mark.parametrize("kind", ["cpsv-ap", "dcat"])
def test_json_ld_and_turtle_say_the_same(catalogue, kind):
    assert isomorphic(graph(kind, turtle=True), graph(kind, turtle=False))


def test_every_procedure_is_a_public_service(catalogue):
    known = graph()
    assert set(known.subjects(RDF.type, CPSV.PublicService)) == {service("9.000001"), service("9.000002")}


def test_odd_characters_survive(catalogue):
    [title] = graph().objects(service("9.000002"), DCTERMS.title)
    assert title == Literal('=cmd "bến" \\ thuyền <b>', lang="vi")


def test_a_price_that_stands_in_a_note_has_no_value(catalogue):
    known = graph()
    values = [known.value(cost, CV.hasValue) for cost in known.objects(service("9.000002"), CV.hasCost)]
    assert [str(value) for value in values if value is not None] == ["12500.5"]


@pytest.mark.parametrize(
    ("quantity", "unit", "expected"),
    [
        pytest.param(15, "d", "P15D", id="calendar days"),
        pytest.param(2, "m", "P2M", id="months"),
        pytest.param(3, "wd", "", id="working days are no duration"),
        pytest.param(None, "d", "", id="unknown"),
        pytest.param(0, "d", "", id="zero promises nothing"),
    ],
)
def test_only_calendar_units_become_a_duration(quantity, unit, expected):
    assert duration(quantity, unit) == expected


@pytest.mark.slow
def test_the_export_passes_the_official_shapes(catalogue):
    if not SHAPES.is_file():
        pytest.skip("the CPSV-AP shapes (../shared/standards) are not beside this checkout")
    import pyshacl

    conforms, _, report = pyshacl.validate(graph(), shacl_graph=Graph().parse(SHAPES))
    assert conforms, report


def test_the_dataset_names_its_distributions(catalogue):
    dcat = Namespace("http://www.w3.org/ns/dcat#")
    assert len(list(graph("dcat").objects(None, dcat.downloadURL))) == 5
