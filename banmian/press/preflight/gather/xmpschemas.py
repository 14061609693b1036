"""Which properties of a file's XMP PDF/A does not know (ISO 19005-2 §6.6.2.3), and which schemas the file describes itself."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from banmian.press.preflight.gather.objects import resolved

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
_PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
# The schemas of XMP 2005 that PDF/A-2 and -3 build on, with their properties where files get them wrong.
_KNOWN: dict[str, set[str] | None] = {
    "http://purl.org/dc/elements/1.1/": None,
    "http://ns.adobe.com/xap/1.0/": None,
    "http://ns.adobe.com/xap/1.0/mm/": None,
    "http://ns.adobe.com/xap/1.0/rights/": None,
    "http://ns.adobe.com/xap/1.0/bj/": None,
    "http://ns.adobe.com/xap/1.0/t/pg/": None,
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": None,
    "http://ns.adobe.com/pdf/1.3/": {"Keywords", "PDFVersion", "Producer"},
    "http://ns.adobe.com/photoshop/1.0/": None,
    "http://ns.adobe.com/camera-raw-settings/1.0/": None,
    "http://ns.adobe.com/tiff/1.0/": None,
    "http://ns.adobe.com/exif/1.0/": None,
    "http://ns.adobe.com/exif/1.0/aux/": None,
    "http://www.aiim.org/pdfa/ns/id/": None,
    _EXTENSION: None,
}


def _tree(root: Any) -> ElementTree.Element | None:
    stream = resolved(root.get("/Metadata"))
    if not hasattr(stream, "get_data"):
        return None
    data = stream.get_data()
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return None
    start, end = data.find(b"<rdf:RDF"), data.rfind(b"</rdf:RDF>")
    try:
        return ElementTree.fromstring(data[start : end + 10])
    except ElementTree.ParseError:
        return None


def described(root: Any) -> tuple[str, ...]:
    """The namespaces of the schemas that a file describes."""
    tree = _tree(root)
    return () if tree is None else tuple((item.text or "").strip() for item in tree.iter(f"{_SCHEMA}namespaceURI"))


def foreign(root: Any) -> tuple[str, ...]:
    """The properties, as namespace and name, that PDF/A does not know and that the file does not describe."""
    tree = _tree(root)
    if tree is None:
        return ()
    own: dict[str, set[str]] = {}
    for schema in tree.iter():
        space = schema.find(f"{_SCHEMA}namespaceURI")
        if space is not None:
            names = {(item.text or "").strip() for item in schema.iter(f"{_PROPERTY}name")}
            own.setdefault((space.text or "").strip(), set()).update(names)
    found = []
    for description in tree.iter(f"{_RDF}Description"):
        tags = [child.tag for child in description] + list(description.attrib)
        for tag in tags:
            uri, _, name = tag[1:].partition("}")
            if not tag.startswith("{") or uri.startswith(("http://www.w3.org/", "adobe:ns")):
                continue
            known = _KNOWN.get(uri, set())
            if known is not None and name not in known and name not in own.get(uri, ()):
                found.append(f"{uri}{name}")
    return tuple(dict.fromkeys(found))
