"""The samples of a page's pictures, made as their treatment says; what is wrong with any of them is told at its frame."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from banmian.output.shadow import SetShadow, shadow_of
from banmian.page.composed import ComposedPage, Picture
from banmian.pictures.kind import PictureError
from banmian.pictures.photos.samples import Samples, samples_of
from banmian.pictures.photos.treat import Treatment
from banmian.spec.files.diagnostics import Diagnostic, PageError
from banmian.spec.files.project import shown

Key = tuple[str, Treatment]


def picture_samples(picture: Picture) -> Samples:
    """The samples of one picture. Raises PageError where its data are broken."""
    try:
        return samples_of(picture.path, picture.treated)
    except (PictureError, OSError) as error:
        raise PageError([_told(picture, error)]) from None


def all_samples(pages: Iterable[ComposedPage]) -> dict[Key, Samples]:
    """The samples of all pictures of pixels, by file and treatment. Raises PageError with every picture that is broken."""
    found: dict[Key, Samples] = {}
    wrong: list[Diagnostic] = []
    for page in pages:
        for picture in page.pictures:
            if not isinstance(picture, Picture) or picture.page or (picture.path, picture.treated) in found:
                continue
            try:
                found[picture.path, picture.treated] = samples_of(picture.path, picture.treated)
            except (PictureError, OSError) as error:
                wrong.append(_told(picture, error))
    if wrong:
        raise PageError(wrong)
    return found


def picture_shadow(picture: Picture) -> SetShadow | None:
    """The shadow of a picture, None for none. Raises PageError."""
    try:
        return shadow_of(picture)
    except (PictureError, OSError) as error:
        raise PageError([_told(picture, error)]) from None


def _told(picture: Picture, error: Exception) -> Diagnostic:
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    message = f"the picture {shown(Path(picture.path))} cannot be used: {reason}"
    return Diagnostic(picture.span, message, "save it again from its source, as JPEG, PNG or TIFF")
