"""Whether a file that was made keeps the standard it names: what it drew in from elsewhere may not."""

from __future__ import annotations

from banmian.output.sheet.standard import Standard
from banmian.pictures.drawings.drawing import DrawingError
from banmian.press.preflight.gather.read import facts_of
from banmian.press.preflight.judge import judged
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.types.house import HouseSpec, Wanted


def check_kept(pdf: bytes, standard: Standard) -> None:
    """Raises PageError with every rule of *standard* that *pdf* breaks."""
    wanted = Wanted(standard.value)
    house = HouseSpec("", press=False)
    try:
        found = judged(facts_of(pdf, None, 4.0, sizes=False), house, (wanted,)).findings
    except DrawingError as error:
        raise PageError([Diagnostic(None, f"it cannot be seen whether {standard.value} is kept: {error}")]) from None
    broken = [item for item in found if item.rule.startswith(("x-", "a-", "ua-"))]
    if broken:
        hint = "mend the drawing or advertisement that brings it; banmian preflight says the same of its own PDF"
        told = [f" on page {item.page}" if item.page else "" for item in broken]
        raise PageError(
            [
                Diagnostic(None, f"{standard.value} is not kept{place}: {item.message}", hint)
                for place, item in zip(told, broken, strict=True)
            ]
        )
