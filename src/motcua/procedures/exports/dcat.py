"""The catalogue described as a dataset (DCAT-AP), with one distribution per format."""

from collections.abc import Iterator
from datetime import date, datetime

from motcua.procedures.exports.linked import Node, Ref, Said, Value, vi
from motcua.procedures.exports.wording import SOURCE_EN, SOURCE_VI

_IANA = "http://www.iana.org/assignments/media-types/"
_WEEKLY = "http://publications.europa.eu/resource/authority/frequency/WEEKLY"
_THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
_VIETNAM = "http://publications.europa.eu/resource/authority/country/VNM"
FORMATS = {
    "cpsv-ap.jsonld": ("application/ld+json", "CPSV-AP 3.2.0, JSON-LD"),
    "cpsv-ap.ttl": ("text/turtle", "CPSV-AP 3.2.0, Turtle"),
    "json": ("application/json", "JSON"),
    "csv": ("text/csv", "CSV"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
}


def nodes(base: str, on: date, modified: datetime | None, imported: bool) -> Iterator[Node]:
    """Yield the catalogue, its dataset, the distributions and the publisher.

    `imported` adds where the texts come from and that this is not an official copy.
    """
    base = base.rstrip("/")
    data, publisher = f"{base}/so-lieu/thu-tuc", f"{base}/#publisher"
    yield Node(
        publisher,
        ("foaf:Agent",),
        (("foaf:name", vi("Motcua")), ("dct:title", vi("Motcua")), ("dct:identifier", Said(base))),
    )
    yield Node(
        f"{base}/so-lieu/",
        ("dcat:Catalog",),
        (
            ("dct:title", vi("Dữ liệu mở của Motcua")),
            ("dct:title", Said("Open data of Motcua", language="en")),
            ("dct:description", vi("Danh mục thủ tục hành chính và số liệu")),
            ("dct:publisher", Ref(publisher)),
            ("dcat:dataset", Ref(data)),
        ),
    )
    facts: list[tuple[str, Value]] = [
        ("dct:identifier", Said(data)),
        ("dct:title", vi("Danh mục thủ tục hành chính đang có hiệu lực")),
        ("dct:title", Said("Catalogue of administrative procedures in force", language="en")),
        ("dct:description", vi(f"Toàn bộ thủ tục hành chính có hiệu lực ngày {on:%d/%m/%Y}, đủ các bộ phận cấu thành")),
        ("dct:description", Said(f"All procedures in force on {on.isoformat()}, with all their parts", language="en")),
        ("dct:publisher", Ref(publisher)),
        ("dct:spatial", Ref(_VIETNAM)),
        ("dct:accrualPeriodicity", Ref(_WEEKLY)),
        ("dcat:theme", Ref(_THEME)),
        ("dcat:landingPage", Ref(f"{base}/thu-tuc/")),
        ("dcat:keyword", vi("thủ tục hành chính")),
        ("dcat:keyword", Said("administrative procedures", language="en")),
    ]
    if modified is not None:
        facts.append(("dct:modified", Said(modified.isoformat(), datatype="xsd:dateTime")))
    if imported:
        facts += [("dct:source", vi(SOURCE_VI)), ("dct:source", Said(SOURCE_EN, language="en"))]
    facts += [("dcat:distribution", Ref(f"{data}.{ending}")) for ending in FORMATS]
    yield Node(data, ("dcat:Dataset",), tuple(facts))
    yield Node(_VIETNAM, ("dct:Location",), (("skos:prefLabel", vi("Việt Nam")),))
    yield Node(f"{base}/thu-tuc/", ("foaf:Document",), (("dct:title", vi("Tìm thủ tục")),))
    for ending, (media, title) in FORMATS.items():
        yield Node(
            f"{data}.{ending}",
            ("dcat:Distribution",),
            (
                ("dct:title", Said(title, language="en")),
                ("dcat:accessURL", Ref(f"{data}.{ending}")),
                ("dcat:downloadURL", Ref(f"{data}.{ending}")),
                ("dcat:mediaType", Ref(_IANA + media)),
            ),
        )
