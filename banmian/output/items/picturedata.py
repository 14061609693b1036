"""The samples of a page's pictures, made as their treatment says; what is wrong with any of them is told at its frame."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from banmian.output.items.shadow import SetShadow, shadow_of
from banmian.page.composed import ComposedPage, Picture
from banmian.page.parts.picture import cannot_be_used
from banmian.pictures.kind import PictureError
from banmian.pictures.limits import MIB
from banmian.pictures.photos.coded import Samples
from banmian.pictures.photos.samples import samples_of
from banmian.pictures.photos.source import look_at, quiet
from banmian.pictures.photos.treat import Treatment
from banmian.spec.files.diagnostics import PageError

_MOST_WORKERS = 4
_MOST_BYTES = 400 * MIB  # that pictures take while they are decoded side by side
Key = tuple[str, Treatment]


def picture_samples(picture: Picture) -> Samples:
    """The samples of one picture. Raises PageError where its data are broken."""
    try:
        return samples_of(picture.path, picture.treated)
    except (PictureError, OSError) as error:
        raise PageError([cannot_be_used(picture.span, picture.path, error)]) from None


def all_samples(pages: Iterable[ComposedPage]) -> dict[Key, Samples]:
    """The samples of all pictures of pixels, by file and treatment. Raises PageError with every picture that is broken."""
    pictures = {
        (picture.path, picture.treated): picture
        for page in reversed(list(pages))
        for picture in reversed(page.pictures)
        if isinstance(picture, Picture) and not picture.page
    }
    keys = list(reversed(pictures))
    made = dict(zip(keys, _made(keys), strict=True))
    wrong = [cannot_be_used(pictures[key].span, key[0], found) for key, found in made.items() if isinstance(found, Exception)]
    if wrong:
        raise PageError(wrong)
    return {key: found for key, found in made.items() if isinstance(found, Samples)}


def _made(keys: Sequence[Key]) -> Iterable[Samples | Exception]:
    """The samples of each, or why there are none; where several have to be decoded, on all cores."""
    sizes = [size for path, treatment in keys if (size := _decoded_bytes(path, treatment))]
    workers = min(len(sizes), _MOST_WORKERS, os.cpu_count() or 1, _MOST_BYTES // max(sizes, default=1) or 1)
    if workers < 2:
        return [_one(key) for key in keys]
    from concurrent.futures import ThreadPoolExecutor

    with quiet(), ThreadPoolExecutor(workers) as pool:
        return list(pool.map(_one, keys))


def _one(key: Key) -> Samples | Exception:
    try:
        return samples_of(*key)
    except (PictureError, OSError) as error:
        return error


def _decoded_bytes(path: str, treatment: Treatment) -> int:
    """How much memory a picture takes while it is decoded; 0 where it is not."""
    try:
        source = look_at(path)
    except (PictureError, OSError):
        return 0
    if source.jpeg is not None and not treatment.changes(source.jpeg.parts):
        return 0
    return 4 * source.size[0] * source.size[1]


def colour_ink(samples: Samples) -> float:
    """The most ink but black in any pixel of a picture, 1 is a whole layer of one."""
    return _colour_ink(samples.digest, samples)


_inks: dict[str, float] = {}


def _colour_ink(digest: str, samples: Samples) -> float:
    if len(_inks) > 10_000:
        _inks.clear()
    if digest not in _inks:
        from banmian.pictures.photos.inkjpeg import most_colour

        _inks[digest] = most_colour(samples)
    return _inks[digest]


def picture_shadow(picture: Picture) -> SetShadow | None:
    """The shadow of a picture, None for none. Raises PageError."""
    try:
        return shadow_of(picture)
    except (PictureError, OSError) as error:
        raise PageError([cannot_be_used(picture.span, picture.path, error)]) from None
