"""How files lie over one another."""

from __future__ import annotations

from banmian.spec.files.merge import overlay
from banmian.spec.files.source import Mapping, Node, Scalar, Sequence, parse_nodes


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key: plain(value) for key, (_, value) in node.entries.items()}


def merged(base: str, top: str) -> object:
    return plain(overlay(parse_nodes(base, "base.yaml"), parse_nodes(top, "top.yaml")))


def test_mappings_merge_key_by_key() -> None:
    assert merged("page: {trim: a4, bleed: 3mm}", "page: {trim: a3}") == {"page": {"trim": "a3", "bleed": "3mm"}}


def test_items_with_an_id_merge_by_it_and_keep_their_order() -> None:
    base = "frames: [{id: a, flow: x}, {id: b, flow: y}]"
    assert merged(base, "frames: [{id: c, flow: z}, {id: a, flow: w}]") == {
        "frames": [{"id": "a", "flow": "w"}, {"id": "b", "flow": "y"}, {"id": "c", "flow": "z"}]
    }


def test_null_takes_a_key_out_and_drop_an_item() -> None:
    base = "frames: [{id: a, fill: black}, {id: b}]"
    assert merged(base, "frames: [{id: a, fill: null}, {id: b, drop: true}]") == {"frames": [{"id": "a"}]}


def test_other_lists_are_replaced() -> None:
    assert merged("columns: [1em, 2em]", "columns: [3em]") == {"columns": ["3em"]}


def test_a_merged_value_points_into_its_own_file() -> None:
    node = overlay(parse_nodes("a: 1\nb: 2", "base.yaml"), parse_nodes("b: 3", "top.yaml"))
    assert isinstance(node, Mapping)
    assert [str(value.span) for _, value in node.entries.values()] == ["base.yaml:1:4", "top.yaml:1:4"]
