"""Look at one PDF: its facts, judged by standards and a house. The command's way and programs'."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from banmian.colour.condition import BUNDLED, Condition, bundled_profile, condition_of
from banmian.colour.profile import ProfileError, press_profile
from banmian.pictures.drawings.drawing import DrawingError
from banmian.press.preflight.gather.read import facts_of
from banmian.press.preflight.judge import Judgement, judged
from banmian.press.preflight.report import Report
from banmian.press.preflight.verapdf import FLAVOURS, HINT, is_there, verapdf_findings
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.types.house import HouseSpec, Wanted


def looked_at(
    name: str,
    data: bytes,
    house: HouseSpec,
    condition: Condition,
    wanted: Sequence[Wanted] = (),
    password: str = "",
    verapdf: bool | None = None,
    told: Callable[[str], None] = lambda text: None,
) -> Report:
    """What is found in the PDF *data*, called *name*, by *wanted* standards, or those that it names, and by *house*.

    *verapdf*: whether veraPDF is asked too; None: where it is installed. Raises PageError.
    """
    limit = house.ink.value if house.ink is not None else 4.0
    asked = any(not item.value.startswith("pdf/x") for item in wanted)
    try:
        facts = facts_of(data, condition if house.press else None, limit, password, told, sizes=house.press, archive=asked)
    except DrawingError as error:
        raise PageError([Diagnostic(None, f"{name} cannot be read: {error}")]) from None
    return Report(name, facts, _with_verapdf(judged(facts, house, tuple(wanted)), data, verapdf), house)


def usual_house(data: bytes | None, wanted: Sequence[Wanted]) -> str:
    """The house that asks where none is named: the press's, but of files that are for archives or readers alone."""
    names = [item.value for item in wanted]
    if data is not None and not names:
        names = [b.decode() for b in (b"pdf/x", b"pdf/a") if _SAYS[b] in data]
    press = any(name.startswith("pdf/x") for name in names)
    return "archive" if names and not press else "daily-240"


_SAYS = {b"pdf/x": b"GTS_PDFX", b"pdf/a": b"http://www.aiim.org/pdf"}


def _with_verapdf(found: Judgement, data: bytes, verapdf: bool | None) -> Judgement:
    """The judgement with what veraPDF finds, where it is asked."""
    if verapdf is False or not any(item in FLAVOURS for item in found.standards):
        return found
    if not is_there():
        if verapdf:
            raise PageError([Diagnostic(None, "veraPDF is not installed", HINT)])
        return found
    return msgspec.structs.replace(found, findings=(*found.findings, *verapdf_findings(data, found.standards)))


def house_condition(house: HouseSpec, name: str) -> Condition:
    """The condition that a house measures by. Raises PageError."""
    own = Path(name).parent / house.profile
    path = bundled_profile(house.profile) if house.profile in BUNDLED else str(own)
    limit = house.ink.value if house.ink is not None else 4.0
    try:
        return condition_of(press_profile(path), path, limit=limit)
    except (ProfileError, OSError) as error:
        raise PageError([Diagnostic(None, f"the profile {house.profile} of the house cannot be used: {error}")]) from None
