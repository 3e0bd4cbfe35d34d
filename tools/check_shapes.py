"""Validate the whole catalogue, as `motcua catalogue export --format cpsv-ap` writes it, against SHACL shapes.

Usage: PYTHONPATH=src python tools/check_shapes.py SHAPES.ttl [--slice 200]
Reads the catalogue of MOTCUA_DATA_DIR. A validator over half a million triples at once does not
end, so the one export is checked in slices: some services each, with every node they point to,
directly or through others. Shapes that look at a node and at the classes of what it points to
(all of CPSV-AP's do) answer the same for the slice as for the whole. Ends with 1 and the report if a
slice does not conform or an address is written twice.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyshacl
from rdflib import Graph


def slices(nodes: Iterator, size: int) -> Iterator[list]:
    """Yield lists of nodes that stand for themselves: `size` services and all they lead to."""
    from motcua.procedures.exports.linked import Ref

    known: dict = {}
    services: list = []

    def whole() -> list:
        found, ahead = {}, [node.iri for node in services]
        while ahead:
            iri = ahead.pop()
            if iri in known and iri not in found:
                found[iri] = known[iri]
                ahead += [value.iri for _, value in known[iri].facts if isinstance(value, Ref)]
        # Costs and other parts hang on their service; what nothing points to still belongs to the export.
        found.update((iri, known[iri]) for iri in loose if iri not in found)
        return list(found.values())

    loose: list[str] = []
    for node in nodes:
        if node.iri in known:
            sys.exit(f"{node.iri} is written twice.")
        known[node.iri] = node
        loose.append(node.iri)
        if "cpsv:PublicService" in node.types:
            services.append(node)
            if len(services) == size:
                yield whole()
                services, loose = [], []
    if loose:
        yield whole()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", type=Path)
    parser.add_argument("--slice", type=int, default=200, help="services checked at once")
    args = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    from django.conf import settings

    from motcua.procedures.exports import cpsv_ap
    from motcua.procedures.exports.linked import turtle
    from motcua.procedures.exports.stream import whole_texts

    shapes = Graph().parse(args.shapes)
    services = triples = bad = 0
    begun = time.process_time()
    for some in slices(cpsv_ap.Writer(settings.PUBLIC_URL).nodes(whole_texts()), args.slice):
        graph = Graph().parse(data="".join(turtle(some)), format="turtle")
        conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
        services += sum("cpsv:PublicService" in node.types for node in some)
        triples += len(graph)
        bad += not conforms
        print(
            f"{services} services, {triples} triples read, {time.process_time() - begun:.0f} s of processor", flush=True
        )
        if not conforms:
            print(report)
    print("conforms" if not bad else f"{bad} slices do not conform")
    return 1 if bad or not services else 0


if __name__ == "__main__":
    sys.exit(main())
