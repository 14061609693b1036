"""Lay one file's nodes over another's: how `extends` and style files add up.

Mappings merge key by key, lists whose items carry an `id` merge item by item, everything else is replaced.
A key set to null, or an item with `drop: true`, is taken out. Nodes keep their own places, so that an
error points into the file that holds the value.
"""

from __future__ import annotations

from banmian.spec.files.source import Mapping, Node, Scalar, Sequence


def overlay(base: Node, top: Node) -> Node:
    """*top* over *base*; neither is changed."""
    if isinstance(base, Mapping) and isinstance(top, Mapping):
        return _overlay_mapping(base, top)
    if isinstance(base, Sequence) and isinstance(top, Sequence) and _has_ids(base) and _has_ids(top):
        return _overlay_items(base, top)
    return top


def _overlay_mapping(base: Mapping, top: Mapping) -> Mapping:
    entries = dict(base.entries)
    for key, (place, node) in top.entries.items():
        if isinstance(node, Scalar) and node.is_null:
            entries.pop(key, None)
        elif key in entries:
            entries[key] = (place, overlay(entries[key][1], node))
        else:
            entries[key] = (place, node)
    return Mapping(entries, top.span)


def _overlay_items(base: Sequence, top: Sequence) -> Sequence:
    merged = {_item_id(item): item for item in base.items}
    for item in top.items:
        name = _item_id(item)
        if _is_dropped(item):
            merged.pop(name, None)
        else:
            merged[name] = overlay(merged[name], item) if name in merged else item
    return Sequence(tuple(merged.values()), top.span)


def _has_ids(node: Sequence) -> bool:
    return bool(node.items) and all(_item_id(item) for item in node.items)


def _item_id(item: Node) -> str:
    if not isinstance(item, Mapping):
        return ""
    name = item.get("id")
    return name.text if isinstance(name, Scalar) else ""


def _is_dropped(item: Node) -> bool:
    drop = item.get("drop") if isinstance(item, Mapping) else None
    return isinstance(drop, Scalar) and drop.text == "true"
