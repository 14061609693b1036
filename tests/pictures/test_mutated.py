"""Seeded mutations of pictures of every kind: each is shown, or refused by name; JPEGs are in test_jpeg."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from banmian.pictures.kind import PictureError
from banmian.pictures.photos.samples import samples_of
from banmian.pictures.photos.treat import Treatment
from tests.pictures.photo_support import KINDS, saved


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("JPEG,")])
def test_a_mutated_picture_is_shown_or_refused(kind: str, tmp_path: Path) -> None:
    path = saved(tmp_path, kind)
    data, draw = path.read_bytes(), random.Random(kind)
    refused = 0
    for number in range(25):
        made = bytearray(data)
        if number % 4 == 0:
            made = made[: draw.randrange(len(made))]
        for _ in range(draw.randrange(1, 8)):
            if made:
                made[draw.randrange(min(len(made), 400 if number % 2 else len(made)))] = draw.randrange(256)
        broken = tmp_path / f"{number}{path.suffix}"
        broken.write_bytes(made)
        try:
            samples = samples_of(str(broken), Treatment())
            assert samples.width > 0 < samples.height
            assert samples.data
        except PictureError as error:
            assert str(error)
            refused += 1
    assert refused > 4
