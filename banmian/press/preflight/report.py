"""What was found in a PDF, as text for a terminal, as JSON and as one HTML file."""

from __future__ import annotations

import base64
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from banmian.press.preflight.gather.archivefacts import Archive
from banmian.press.preflight.gather.facts import Facts, Page
from banmian.press.preflight.judge import Judgement
from banmian.press.preflight.rules.rule import RULES, Finding
from banmian.spec.types.house import HouseSpec, Severity

if TYPE_CHECKING:
    from PIL.Image import Image

_TEMPLATE = Path(__file__).with_name("report.html")
_MM = 72 / 25.4
_SHOWN = 40
_COUNTED = ("Part", "Art", "H1", "H2", "H3", "P", "Figure", "Caption", "Table", "TOC", "Link", "Ruby")
_BLACK = (0.0, 0.0, 0.0, 1.0)
_CAPTIONS = "off the press", "ink: red is over the limit, amber near it"


class Report(msgspec.Struct, frozen=True):
    """One file, looked at."""

    name: str
    facts: Facts
    judgement: Judgement
    house: HouseSpec


def verdict(report: Report) -> str:
    """The result in one line."""
    findings = report.judgement.findings
    errors = report.judgement.errors
    rest = len(findings) - errors
    told = [f"{count} {word}{'s' if count > 1 else ''}" for count, word in ((errors, "error"), (rest, "warning")) if count]
    return f"{report.name}: {', '.join(told) or 'nothing to mend'} ({report.house.name}; {report.judgement.name})"


def table(report: Report, every: bool = False) -> str:
    """The findings, and what the file holds."""
    rows = [_row(item) for item in (report.judgement.findings if every else report.judgement.findings[:_SHOWN])]
    if len(rows) < len(report.judgement.findings):
        rows.append(f"… and {len(report.judgement.findings) - len(rows)} more; --all shows them")
    rows += [f"  {name:<12} {told}" for name, told in summary(report.facts)]
    return "\n".join([*rows, verdict(report)])


def _row(finding: Finding) -> str:
    where = f"page {finding.page}" if finding.page else "file"
    place = ""
    if finding.box is not None:
        place = f" at {finding.box[0] / _MM:.0f} mm, {finding.box[1] / _MM:.0f} mm"
    return f"{finding.severity.value:<8} {finding.rule:<19} {where}{place}: {finding.message}"


def summary(facts: Facts) -> Iterator[tuple[str, str]]:
    """What a file holds, a line a kind."""
    major, minor = facts.version
    intents = ", ".join(item.identifier or "unnamed" for item in facts.intents) or "none"
    yield "file", f"PDF {major}.{minor}, {len(facts.pages)} page{'s' if len(facts.pages) != 1 else ''}, output intent {intents}"
    fonts = {font.name: font.embedded for page in facts.pages for font in page.fonts}
    missing = sorted(name for name, embedded in fonts.items() if not embedded)
    yield "fonts", f"{len(fonts)}, {'all in the file' if not missing else 'missing: ' + ', '.join(missing)}"
    yield from _pictures(facts)
    spots = sorted({name for page in facts.pages for name in page.spots})
    yield "spot colours", ", ".join(spots) or "none"
    if sizes := [item.size for page in facts.pages for item in page.type]:
        yield "type", f"from {min(sizes):g} to {max(sizes):g} pt"
    if facts.archive is not None:
        yield "tags", _tags(facts.archive)
        yield "files", ", ".join(item.name for item in facts.archive.carried) or "none ride along"
    for page in facts.pages:
        yield "boxes", f"page {page.number}: {_boxes(page)}"
        yield "overprint", f"page {page.number}: {_overprint(page)}"
        if page.ink is not None:
            yield "ink", ink_told(page)


def _pictures(facts: Facts) -> Iterator[tuple[str, str]]:
    """Each picture where it is shown, with its real resolution."""
    images = [(page.number, image) for page in facts.pages for image in page.images]
    placed = [image.ppi for _, image in images if image.ppi]
    yield "pictures", f"{len(images)}{f', the coarsest of {min(placed):.0f} ppi' if placed else ''}"
    for number, image in images[:_SHOWN]:
        where = f" at {image.box[0] / _MM:.0f} mm, {image.box[1] / _MM:.0f} mm" if image.box else ""
        size = f"{image.pixels[0]} x {image.pixels[1]}, {image.ppi:.0f} ppi"
        yield "", f"page {number}{where}: {size}, {image.space}, {image.bits} bit{'s' if image.bits > 1 else ''}"


def _tags(told: Archive) -> str:
    """The structure of a file, by how many there are of what it is made of."""
    if not told.structure.there:
        return "none"
    kinds = Counter(item.role for item in told.structure.elements)
    listed = [f"{kinds[kind]} {kind}" for kind in _COUNTED if kinds[kind]]
    return f"{', '.join(listed) or 'a tree without content'}; language {told.lang or 'not said'}"


def _boxes(page: Page) -> str:
    told = []
    for name, sides in page.boxes.items():
        told.append(f"{name} {(sides[2] - sides[0]) / _MM:.1f} x {(sides[3] - sides[1]) / _MM:.1f} mm")
    return ", ".join(told)


def _overprint(page: Page) -> str:
    over = [item for item in page.painted if item.over]
    told = {f"{item.what} in {'black' if item.parts == _BLACK else item.space}" for item in over}
    return ", ".join(sorted(told)) or "nothing"


def ink_told(page: Page) -> str:
    """A page's ink in a line."""
    ink = page.ink
    assert ink is not None
    plates = ", ".join(f"{name} {share:.1%}" for name, share in ink.plates.items())
    return f"page {page.number}: at most {ink.most:.0%}, {ink.over:.2%} over {ink.limit:.0%}; covers {plates}"


def as_json(reports: Sequence[Report]) -> bytes:
    """All of it, for programs."""
    told = [
        {
            "file": report.name,
            "house": report.house.name,
            "standard": report.judgement.name,
            "errors": report.judgement.errors,
            "findings": [
                {**msgspec.to_builtins(item), "asks": _asks(item.rule), "source": _source(item.rule, report)}
                for item in report.judgement.findings
            ],
            "rules": report.judgement.rules,
            "facts": msgspec.to_builtins(report.facts),
        }
        for report in reports
    ]
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def _asks(id_: str) -> str:
    return RULES[id_].asks if id_ in RULES else "a file keeps to the standard that is asked for"


def _source(id_: str, report: Report) -> str:
    source = RULES[id_].source if id_ in RULES else ""
    return source if id_ in RULES and RULES[id_].standards else report.house.source or source


def as_html(report: Report, shown: Sequence[tuple[Image, Image]]) -> bytes:
    """One file that fetches nothing: the findings, and each page as it comes off the press and by its ink."""
    pages = "".join(_page(report, page, pair) for page, pair in zip(report.facts.pages, shown, strict=False))
    rows = "".join(_item(item, report) for item in report.judgement.findings) or "<li>Nothing to mend.</li>"
    facts = "".join(f"<tr><th>{escape(name)}</th><td>{escape(told)}</td></tr>" for name, told in summary(report.facts))
    text = {
        "title": escape(verdict(report)),
        "findings": rows,
        "facts": facts,
        "pages": pages,
        "source": escape(report.house.source),
    }
    made = _TEMPLATE.read_text(encoding="utf-8")
    for key, value in text.items():
        made = made.replace("{{" + key + "}}", value)
    return made.encode("utf-8")


def _item(finding: Finding, report: Report) -> str:
    where = f"page {finding.page}" if finding.page else "file"
    small = f"{escape(finding.rule)}: {escape(_asks(finding.rule))}. {escape(_source(finding.rule, report))}"
    severity = finding.severity.value
    return f'<li class="{severity}"><b>{severity}</b> {where}: {escape(finding.message)}<small>{small}</small></li>'


def _page(report: Report, page: Page, pair: tuple[Image, Image]) -> str:
    media = page.boxes.get("media", (0.0, 0.0, 1.0, 1.0))
    trim = page.boxes.get("trim") or media
    wide, high = media[2] - media[0], media[3] - media[1]
    shift = trim[0] - media[0], media[3] - trim[3]
    marks = "".join(_mark(item, shift) for item in report.judgement.findings if item.page == page.number and item.box is not None)
    svg = f'<svg viewBox="0 0 {wide:.1f} {high:.1f}" preserveAspectRatio="none">{marks}</svg>'
    told = escape(ink_told(page)) if page.ink is not None else escape(page.fault)
    figures = "".join(
        f'<figure><div><img src="{_data(image)}" alt="">{svg if at == 0 else ""}</div><figcaption>{caption}</figcaption></figure>'
        for at, (image, caption) in enumerate(
            zip(pair, ("off the press", "ink: red is over the limit, amber near it"), strict=True)
        )
    )
    return f"<section><h2>Page {page.number}</h2><p>{told}</p><div class=pair>{figures}</div></section>"


def _mark(finding: Finding, shift: tuple[float, float]) -> str:
    assert finding.box is not None
    x, y, wide, high = finding.box
    kind = "error" if finding.severity is Severity.ERROR else "warning"
    place = f'x="{x + shift[0]:.1f}" y="{y + shift[1]:.1f}" width="{max(wide, 4):.1f}" height="{max(high, 4):.1f}"'
    return f'<rect class="{kind}" {place}><title>{escape(finding.message)}</title></rect>'


def _data(image: Image) -> str:
    target = io.BytesIO()
    image.save(target, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(target.getvalue()).decode("ascii")
