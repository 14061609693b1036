"""An SVG as a PDF, its vectors and its text kept: Typst's own reader of SVG draws it, in a process of its own.

That process may use so much time and memory and no more: what a drawing asks for (filters, patterns within patterns) does not show
in its size. What it cannot draw, but would leave out without a word, is refused here before.
"""

from __future__ import annotations

from xml.parsers import expat

from banmian.pictures.kind import PictureError
from banmian.pictures.limits import MIB, MOST_SVG_BYTES, MOST_SVG_DEPTH, MOST_SVG_ELEMENTS, MOST_SVG_SECONDS
from banmian.spec.files.child import NO_TOOLS, reason, run_child
from banmian.spec.files.project import bundled

_NAMESPACE = "http://www.w3.org/2000/svg"
_LINKED = {"image", "feImage"}
_LINKS = {"href", "http://www.w3.org/1999/xlink href"}


def svg_pdf(data: bytes) -> bytes:
    """The SVG file *data* as a PDF of one page. Raises PictureError where it cannot be shown as it is meant."""
    if len(data) > MOST_SVG_BYTES:
        raise PictureError(f"it is larger than {MOST_SVG_BYTES // MIB} MiB")
    _Look().through(data)
    try:
        made = run_child("banmian.pictures.drawings.svgchild", [str(bundled("fonts"))], data, MOST_SVG_SECONDS)
    except TimeoutError:
        raise PictureError(f"it takes longer than {MOST_SVG_SECONDS} seconds to draw; save it as a PDF") from None
    if made.returncode == NO_TOOLS:
        raise PictureError("SVG needs typst and pypdf: python3 -m pip install 'banmian[svg]'")
    if made.returncode:
        raise PictureError(f"it cannot be drawn ({reason(made)}); save it as a PDF")
    return made.stdout


class _Look:
    """Looks through an SVG, element by element, without building anything."""

    def __init__(self) -> None:
        self.count = 0
        self.open: list[str] = []

    def through(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.EntityDeclHandler = self.entity
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise PictureError(f"it is damaged (line {error.lineno}: {expat.errors.messages.get(error.code, 'no XML')})") from None

    def entity(self, name: str, *rest: object) -> None:
        """Entities are how small files are made to grow without end; Illustrator's own are namespaces, and harmless."""
        value = rest[1]
        if not isinstance(value, str) or len(value) > 200 or "&" in value or "%" in value:
            raise PictureError(f"it declares an entity ({name}) that grows; save it as plain SVG")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        space, _, local = name.rpartition(" ")
        if not self.open and (local != "svg" or space not in ("", _NAMESPACE)):
            raise PictureError(f"it begins with <{local}>, and is no SVG")
        self.open.append(local)
        if self.count > MOST_SVG_ELEMENTS:
            raise PictureError(f"it has more than {MOST_SVG_ELEMENTS:,} elements")
        if len(self.open) > MOST_SVG_DEPTH:
            raise PictureError(f"its elements lie more than {MOST_SVG_DEPTH} deep in one another")
        if local == "foreignObject" and "switch" not in self.open:
            raise PictureError("it holds a web page's text (foreignObject); save its text as SVG text or as outlines")
        if local in _LINKED:
            link = next((value for key, value in attributes.items() if key in _LINKS), "").strip()
            if link and not link.startswith(("data:", "#")):
                raise PictureError(f"it links to a picture ({link[:80]}) that is not in it; embed the picture, or save it as a PDF")

    def end(self, _name: str) -> None:
        self.open.pop()
