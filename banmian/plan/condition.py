"""What a page's colours are made for: its profile found and looked at, its limit within reason."""

from __future__ import annotations

from banmian.colour.condition import BUNDLED, USUAL_LIMIT, Condition, bundled_profile, condition_of
from banmian.spec.files.diagnostics import Report, suggestion
from banmian.spec.files.project import inside, is_file, shown
from banmian.spec.load import PageSpec
from banmian.spec.types.press import PressSpec

_LIMITS = 1.0, 4.0


def condition(spec: PageSpec, report: Report, usual: Condition | None) -> Condition | None:
    """The print condition that the page asks for, else the *usual* one; None where its colours stay as they are written."""
    told = spec.file.page.colour
    if told is None:
        return usual
    limit = USUAL_LIMIT if told.limit is None else told.limit.value
    if not _LIMITS[0] <= limit <= _LIMITS[1]:
        message = f"a limit of {limit:.0%} of ink is outside {_LIMITS[0]:.0%} to {_LIMITS[1]:.0%}"
        report.error(spec.spans.at("page", "colour", "limit"), message, "newspapers ask for 220% to 240%")
    path = _file(spec, told.profile, report)
    return _of_profile(path, spec, told, limit, report) if path is not None else None


def _of_profile(path: str, spec: PageSpec, told: PressSpec, limit: float, report: Report) -> Condition | None:
    """The condition of the profile at *path*, where it can be used."""
    from banmian.colour.conversion import conversion
    from banmian.colour.profile import ProfileError, open_profile, press_profile

    hint = "name another file, or newsprint"
    try:
        profile = open_profile(path) if told.profile == "screen" else press_profile(path)
    except (ProfileError, OSError) as error:
        what = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
        report.error(spec.spans.at("page", "colour", "profile"), f"the profile {told.profile} cannot be used: {what}", hint)
        return None
    found = condition_of(profile, path, told.intent, limit, told.black)
    try:
        conversion(found).check()
    except ProfileError as error:
        report.error(spec.spans.at("page", "colour", "profile"), f"the profile {told.profile} cannot be used: {error}", hint)
        return None
    return found


def _file(spec: PageSpec, name: str, report: Report) -> str | None:
    """The file of a profile that comes with banmian, or lies in the project."""
    if name in BUNDLED:
        return bundled_profile(name)
    span = spec.spans.at("page", "colour", "profile")
    if not name.lower().endswith((".icc", ".icm")):
        hint = f"{suggestion(name, list(BUNDLED))}; a profile of your own is named by its file, such as newspaper26v5.icc"
        report.error(span, f"there is no profile {name}", hint)
        return None
    try:
        path = inside(spec.project, spec.folder, name)
    except ValueError as error:
        report.error(span, str(error), "name a file inside the project, relative to the page file")
        return None
    if not is_file(path):
        report.error(span, f"there is no profile {shown(path)}", "name a file, relative to the page file, or newsprint")
        return None
    return str(path)
