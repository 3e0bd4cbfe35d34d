"""The picture of a map: every activity once, arcs down, words that can be read."""

from motcua.review.layers import forward_arcs, layers_of
from motcua.review.logs.columns import Columns
from motcua.review.picture import WIDTH, Spot, _path, draw
from motcua.review.process_map import map_columns


def mapped(*paths):
    columns = Columns()
    for case, path in enumerate(paths):
        for at, activity in enumerate(path):
            columns.add(f"c{case}", activity, float(at * 3600))
    return map_columns(columns)


def test_a_chain_stands_in_layers_from_top_to_bottom():
    counts = {("a", "b"): 9, ("b", "c"): 9, ("c", "a"): 1, ("a", "a"): 3}

    assert forward_arcs(counts, counts) == [("a", "b"), ("b", "c")]
    assert layers_of(["c", "b", "a"], counts, counts) == [["a"], ["b"], ["c"]]


def test_crossings_are_untangled():
    counts = {("a", "x"): 5, ("b", "y"): 5, ("s", "a"): 5, ("s", "b"): 5}
    layers = layers_of(["s", "b", "a", "x", "y"], counts, counts)

    assert (layers[1] == ["a", "b"]) == (layers[2] == ["x", "y"])


def test_the_picture_names_each_activity_and_has_no_inline_style():
    svg = draw(mapped("ABC", "ABBC", "AC"), title="Thử <đường>")

    assert svg.count("<rect") == 3
    assert "style=" not in svg
    assert "Thử &lt;đường&gt;" in svg


def test_text_from_a_log_of_others_cannot_become_markup():
    assert "<script" not in draw(mapped(["<script>alert(1)</script>", "x"]), title="t")


def test_an_arc_that_skips_a_layer_passes_beside_the_boxes_between():
    spots = {"a": Spot(200, 57, 0), "b": Spot(300, 161, 1), "c": Spot(200, 265, 2), "d": Spot(60, 161, 1)}
    for one, other in (("a", "c"), ("c", "a")):
        path, x, _ = _path(spots[one], spots[other], spots.values())
        assert path.startswith("M")
        assert all(abs(x - spot.x) > WIDTH / 2 for spot in spots.values() if spot.layer == 1)
