"""Take the pictures of a PDF out as files, as they are in it: a JPEG's own bytes, samples without loss."""

from __future__ import annotations

from collections.abc import Mapping

from banmian.reading.pictures import PictureFile


def named_files(pictures: Mapping[str, PictureFile], order: list[str]) -> tuple[dict[str, str], dict[str, bytes]]:
    """The file of each picture by its digest, relative to the content file; and the files' bytes by name."""
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for digest in order:
        if digest in names or digest not in pictures:
            continue
        picture = pictures[digest]
        name = f"assets/picture-{len(files) + 1}.{picture.suffix}"
        names[digest] = name
        files[name] = picture.data
    return names, files
