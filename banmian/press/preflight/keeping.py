"""Whether a file that was made keeps the standard it names: what it drew in from elsewhere may not."""

from __future__ import annotations

from banmian.output.sheet.standard import Keeping, Standard, kept
from banmian.pictures.drawings.drawing import DrawingError
from banmian.press.preflight.gather.read import facts_of
from banmian.press.preflight.judge import judged
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.types.house import HouseSpec, Wanted

_FAMILIES = ("x-", "a-", "ua-")  #: of rules, in the order of what is kept: for the press, the archive, every reader


def check_kept(pdf: bytes, standard: Standard | Keeping) -> None:
    """Raises PageError with every rule of its standards that *pdf* breaks."""
    keeping = kept(standard)
    wanted = tuple(Wanted(item.value) for item in keeping.standards)
    try:
        facts = facts_of(pdf, None, 4.0, sizes=False, archive=keeping.press is None or len(wanted) > 1)
        found = judged(facts, HouseSpec("", press=False), wanted).findings
    except DrawingError as error:
        raise PageError([Diagnostic(None, f"it cannot be seen whether {keeping.name} is kept: {error}")]) from None
    names = dict(zip(_FAMILIES, (keeping.press, keeping.archive, keeping.accessible), strict=True))
    hint = "mend the drawing or advertisement that brings it; banmian preflight says the same of its own PDF"
    broken = []
    for item in found:
        name = next((names[family] for family in _FAMILIES if item.rule.startswith(family)), None)
        if name is not None:
            place = f" on page {item.page}" if item.page else ""
            broken.append(Diagnostic(None, f"{name.value} is not kept{place}: {item.message}", hint))
    if broken:
        raise PageError(broken)
