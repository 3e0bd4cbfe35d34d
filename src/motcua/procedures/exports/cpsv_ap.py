"""Procedures as public services of the Core Public Service Vocabulary (CPSV-AP 3.2.0).

Shared things (bodies, legal documents, concepts, papers) are written once, at first use.
Working days have no xsd:duration, so such limits are only said in words.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from motcua.procedures.contents import ChannelContent, VersionContent
from motcua.procedures.exports.linked import Node, Ref, Said, Value, iri_part, vi
from motcua.procedures.exports.plain import competent_of
from motcua.procedures.exports.stream import WholeText
from motcua.procedures.exports.wording import channel_text, cost_text, summary
from motcua.procedures.limits import limit_of
from motcua.rules.time_limits import TimeUnit

VIETNAM = "http://publications.europa.eu/resource/authority/country/VNM"
VIETNAMESE = "http://publications.europa.eu/resource/authority/language/VIE"
CURRENCY = "http://publications.europa.eu/resource/authority/currency/"
_DURATIONS = {TimeUnit.DAY: "P{}D", TimeUnit.MONTH: "P{}M", TimeUnit.YEAR: "P{}Y"}
_LEVELS = {
    "commune": "Cấp xã",
    "district": "Cấp huyện",
    "province": "Cấp tỉnh",
    "central": "Cấp trung ương",
    "vertical": "Ngành dọc",
    "other": "Cơ quan khác",
    "undetermined": "Chưa xác định",
}
_METHODS = {"direct": "Trực tiếp", "online": "Trực tuyến", "postal": "Dịch vụ bưu chính"}

Facts = list[tuple[str, Value]]


class Writer:
    """Turns texts into nodes and remembers which shared nodes were written."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")
        self._written: set[str] = set()

    def nodes(self, texts: Iterable[WholeText]) -> Iterator[Node]:
        """Yield the nodes of all texts."""
        yield from self._once(Node(VIETNAM, ("dct:Location", "skos:Concept"), (("skos:prefLabel", vi("Việt Nam")),)))
        yield from self._once(Node(VIETNAMESE, ("dct:LinguisticSystem",), (("skos:prefLabel", vi("Tiếng Việt")),)))
        for text in texts:
            yield from self.service(text)

    def service(self, text: WholeText) -> Iterator[Node]:
        """Yield one public service, after the nodes it points to."""
        content, iri = text.content, f"{self.base}/thu-tuc/{iri_part(text.code)}/"
        facts: Facts = [
            ("dct:identifier", Said(text.code)),
            ("dct:title", vi(content.name)),
            ("dct:description", vi(summary(content))),
            ("dct:language", Ref(VIETNAMESE)),
            ("dct:spatial", Ref(VIETNAM)),
        ]
        for part in (self._bodies, self._concepts, self._events, self._law, self._ways, self._papers, self._rest):
            yield from part(iri, content, facts)
        yield Node(iri, ("cpsv:PublicService",), tuple(dict.fromkeys(facts)))

    def _once(self, node: Node) -> Iterator[Node]:
        if node.iri not in self._written:
            self._written.add(node.iri)
            yield node

    def _concept(self, scheme: str, code: str, label: str) -> Node:
        return Node(f"{self.base}/id/{scheme}/{iri_part(code)}", ("skos:Concept",), (("skos:prefLabel", vi(label)),))

    def _bodies(self, iri: str, content: VersionContent, facts: Facts) -> Iterator[Node]:
        for code, name in competent_of(content):
            # Codes are not unique per body at the source, so the name takes part in the address.
            key = iri_part(f"{code} {name}".strip())
            label = (("dct:identifier", Said(code or name)), ("skos:prefLabel", vi(name)), ("dct:title", vi(name)))
            body = Node(
                f"{self.base}/id/agency/{key}", ("cv:PublicOrganisation",), (*label, ("dct:spatial", Ref(VIETNAM)))
            )
            facts.append(("cv:hasCompetentAuthority", Ref(body.iri)))
            yield from self._once(body)

    def _concepts(self, iri: str, content: VersionContent, facts: Facts) -> Iterator[Node]:
        groups = [
            *(("dct:audience", "audience", a.code or a.name, a.name) for a in content.audiences),
            *(("cv:isClassifiedBy", "level", level, _LEVELS.get(level, level)) for level in sorted(content.levels)),
            ("dct:type", "record-type", content.record_type, content.record_type),
        ]
        if content.field:
            groups.append(("cv:thematicArea", "field", content.field.code or content.field.name, content.field.name))
        for name, scheme, code, label in groups:
            concept = self._concept(scheme, code, label)
            facts.append((name, Ref(concept.iri)))
            yield from self._once(concept)

    def _events(self, iri: str, content: VersionContent, facts: Facts) -> Iterator[Node]:
        for event in content.life_events:
            kind = "cv:BusinessEvent" if event.kind == "business" else "cv:LifeEvent"
            said = (("dct:identifier", Said(event.code)), ("dct:title", vi(event.name)))
            node = Node(f"{self.base}/id/event/{iri_part(event.code)}", ("cv:Event", kind), said)
            facts.append(("cv:isGroupedBy", Ref(node.iri)))
            yield from self._once(node)

    def _law(self, iri: str, content: VersionContent, facts: Facts) -> Iterator[Node]:
        resources = []
        for resource in content.legal_resources:
            key = iri_part(resource.source_key or resource.code)
            said: Facts = [("dct:identifier", Said(resource.code)), ("dct:title", vi(resource.name or resource.code))]
            node = Node(f"{self.base}/id/law/{key}", ("eli:LegalResource",), tuple(said))
            resources.append(node.iri)
            facts.append(("cv:hasLegalResource", Ref(node.iri)))
            yield from self._once(node)
        steps = "\n".join(f"{heading}\n{text}".strip() for heading, text in content.steps).strip()
        if steps:
            rule = f"{iri}#rule"
            said = [
                ("dct:identifier", Said(rule)),
                ("dct:title", vi("Trình tự thực hiện")),
                ("dct:description", Said(steps, language="vi")),
                *(("cpsv:implements", Ref(law)) for law in dict.fromkeys(resources)),
            ]
            facts.append(("cpsv:follows", Ref(rule)))
            yield Node(rule, ("cpsv:Rule",), tuple(said))

    def _ways(self, iri: str, content: VersionContent, facts: Facts) -> Iterator[Node]:
        for place, channel in enumerate(content.channels, 1):
            concept = self._concept("channel", channel.method, _METHODS.get(channel.method, channel.method))
            yield from self._once(concept)
            way = f"{iri}#channel-{place}"
            said: Facts = [
                ("dct:identifier", Said(way)),
                ("dct:type", Ref(concept.iri)),
                ("dct:description", vi(channel_text(channel))),
            ]
            span = duration(channel.quantity, channel.unit)
            if span:
                said.append(("cv:processingTime", Said(span, datatype="xsd:duration")))
            facts.append(("cv:hasChannel", Ref(way)))
            yield Node(way, ("cv:Channel",), tuple(said))
            yield from self._costs(way, channel, facts)

    def _costs(self, way: str, channel: ChannelContent, facts: Facts) -> Iterator[Node]:
        for place, cost in enumerate(channel.costs, 1):
            said: Facts = [
                ("dct:identifier", Said(f"{way}-cost-{place}")),
                ("dct:description", vi(f"{cost_text(cost)}. {cost.note}".strip(" ."))),
                ("cv:ifAccessedThrough", Ref(way)),
            ]
            value = cost.amount if cost.state == "amount" else Decimal(0) if cost.state == "free" else None
            if value is not None:
                money = Node(
                    CURRENCY + iri_part(cost.currency), ("skos:Concept",), (("skos:notation", Said(cost.currency)),)
                )
                yield from self._once(money)
                said += [("cv:hasValue", Said(f"{value:f}", datatype="xsd:double")), ("cv:currency", Ref(money.iri))]
            facts.append(("cv:hasCost", Ref(f"{way}-cost-{place}")))
            yield Node(f"{way}-cost-{place}", ("cv:Cost",), tuple(said))

    def _papers(self, iri: str, content: VersionContent, facts: Facts) -> Iterator[Node]:
        papers = [*content.evidence, *(paper for case in content.cases for paper in case.evidence)]
        for paper in papers:
            key = paper.source_key or f"{paper.code} {paper.name}".strip()
            said = (("dct:identifier", Said(paper.code or key[:120])), ("dct:title", vi(paper.name)))
            node = Node(f"{self.base}/id/evidence/{iri_part(key[:120])}", ("cv:EvidenceType",), said)
            facts.append(("cv:hasInputType", Ref(node.iri)))
            yield from self._once(node)

    def _rest(self, iri: str, content: VersionContent, facts: Facts) -> Iterator[Node]:
        for place, output in enumerate(content.outputs, 1):
            out = f"{iri}#output-{place}"
            facts.append(("cpsv:produces", Ref(out)))
            yield Node(
                out, ("cv:Output",), (("dct:identifier", Said(output.code or out)), ("dct:title", vi(output.name)))
            )
        for place, condition in enumerate(content.requirements, 1):
            need = f"{iri}#requirement-{place}"
            facts.append(("cv:holdsRequirement", Ref(need)))
            yield Node(need, ("cv:Requirement",), (("dct:identifier", Said(need)), ("dct:title", vi(condition))))
        keywords = str(content.texts.get("keywords") or "").strip()
        if keywords:
            facts.append(("dcat:keyword", vi(keywords)))


def duration(quantity: Decimal | None, unit: str) -> str:
    """Return an xsd:duration for calendar units; "" for working time and unknown limits."""
    limit = limit_of(quantity, unit)
    return _DURATIONS[limit.unit].format(limit.quantity) if limit.unit in _DURATIONS else ""
