"""The colours that a page gives names to: plain ones, inks of their own, mixtures of inks."""

from __future__ import annotations

from banmian.spec.files.decode import Spans
from banmian.spec.files.diagnostics import Report, suggestion
from banmian.spec.types.colour import PROCESS_INKS, Colour, ColourSpec, Ink

_PROCESS = {ink.name.lower(): ink for ink in PROCESS_INKS}
_TAKEN = {"all", "none", *_PROCESS}
_MOST_INKS = 8  # of a mixture, with which PDF 1.4 and later can do (ISO 32000-2 Annex C)


def named_colours(told: dict[str, ColourSpec], spans: Spans, report: Report) -> dict[str, Colour]:
    """Each name's colour; what is wrong is told and left out."""
    found: dict[str, Colour] = {}
    for name, spec in told.items():
        if not name or name != name.strip() or name.endswith("%"):
            report.error(
                spans.at("colours", name), f"{name!r} cannot be a colour's name", "write a name without blanks at its ends or a %"
            )
        elif spec.plain is not None:
            found[name] = spec.plain
        elif not spec.mix:
            colour = _spot(name, spec, spans, report)
            if colour is not None:
                found[name] = colour
    for name, spec in told.items():
        if spec.mix and spec.plain is None:
            colour = _mixture(name, spec, found, spans, report)
            if colour is not None:
                found[name] = colour
    return found


def _spot(name: str, spec: ColourSpec, spans: Spans, report: Report) -> Colour | None:
    span = spans.at("colours", name)
    if spec.spot is None or spec.shown is None:
        hint = "write {spot: PANTONE 485 C, shown: cmyk 0 95 100 0}, {mix: {black: 40, NAME: 100}} or a plain colour"
        report.error(span, f"the colour {name} does not say what it is", hint)
        return None
    ink = spec.spot.strip()
    if ink.lower() in _TAKEN or not ink or len(ink.encode()) > 120:
        report.error(
            span,
            f"{spec.spot!r} cannot be the name of an ink",
            "write the name that the printer knows it by, such as PANTONE 485 C",
        )
        return None
    if spec.shown.space == "ink":
        report.error(span, f"the colour {name} is shown by another spot colour", "write shown: as cmyk, rgb or lab")
        return None
    return Colour("ink", (1.0,), (Ink(ink, spec.shown),))


def _mixture(name: str, spec: ColourSpec, found: dict[str, Colour], spans: Spans, report: Report) -> Colour | None:
    inks: list[Ink] = []
    parts: list[float] = []
    for part, share in spec.mix.items():
        span = spans.at("colours", name, "mix", part)
        spot = found.get(part)
        ink = _PROCESS.get(part) or (spot.inks[0] if spot is not None and spot.space == "ink" and len(spot.inks) == 1 else None)
        if ink is None:
            known = [*_PROCESS, *(other for other, colour in found.items() if colour.space == "ink")]
            report.error(
                span, f"the mixture {name} has no ink {part}", suggestion(part, known) or f"the inks are {', '.join(known)}"
            )
            return None
        if not 0 <= share <= 100:
            report.error(span, f"{share:g} is no share of an ink", "write per cent, from 0 to 100")
            return None
        inks.append(ink)
        parts.append(share / 100)
    if len(inks) > _MOST_INKS:
        report.error(spans.at("colours", name), f"the mixture {name} is of {len(inks)} inks", f"mix {_MOST_INKS} at most")
        return None
    return Colour("ink", tuple(parts), tuple(inks))
