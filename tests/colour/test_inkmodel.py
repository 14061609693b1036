"""What inks look like: the profile against its measurements, and the inks that look alike."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from banmian.colour.condition import bundled_profile
from banmian.colour.inkmodel import InkModel, kept_under, model_of
from banmian.colour.profile import press_profile
from tests.support import ROOT

Array = NDArray[np.float64]
LIMIT = 2.4


@pytest.fixture(scope="module")
def model() -> InkModel:
    return model_of(press_profile(bundled_profile("newsprint")))


def measured() -> tuple[Array, Array]:
    """The patches' inks, and their colours beside the paper."""
    text = (ROOT / "assets" / "profiles" / "IFRA26S_2004_newsprint.iccprofile.xml").read_text(encoding="utf-8")
    rows = re.findall(r"^\d+((?:\t[-.\d]+){10})$", text, re.MULTILINE)
    found = np.array([[float(value) for value in row.split()] for row in rows])
    assert len(found) == 928
    paper = found[found[:, :4].sum(axis=1) == 0][0, 4:7]
    share = found[:, 4:7] / paper
    f = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    lab: Array = np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=-1)
    return found[:, :4] / 100, lab


def apart(one: Array, other: Array) -> Array:
    found: Array = np.sqrt(((one - other) ** 2).sum(axis=-1))
    return found


def colours(count: int = 400, seed: int = 7) -> Array:
    draw = np.random.default_rng(seed)
    found: Array = draw.random((count, 4)) * np.array([1, 1, 1, 0.8])
    return found


def test_the_profile_is_what_was_measured(model: InkModel) -> None:
    inks, lab = measured()
    off = apart(model.lab(inks), lab)
    assert off.mean() < 0.4
    assert off.max() < 1.6


def test_littlecms_reads_the_same_out_of_it(model: InkModel) -> None:
    from PIL import Image, ImageCms

    inks = np.rint(colours() * 255).astype(np.uint8)
    image = Image.frombytes("CMYK", (len(inks), 1), inks.tobytes())
    lab = ImageCms.profileToProfile(
        image, bundled_profile("newsprint"), ImageCms.createProfile("LAB"), ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="LAB"
    )
    assert lab is not None
    seen = np.asarray(lab).reshape(-1, 3).astype(float)
    seen = np.stack([seen[:, 0] / 2.55, *(np.where(seen[:, at] > 127, seen[:, at] - 256, seen[:, at]) for at in (1, 2))], axis=-1)
    assert apart(seen, model.lab(inks / 255)).max() < 1.5  # its table is cut along tetrahedra, and it tells whole numbers


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_black_in_place_of_grey_looks_the_same(model: InkModel, share: float) -> None:
    inks = colours() * 0.6  # none over the limit
    changed = model.with_black(inks, share, 4.0)
    assert apart(model.lab(inks), model.lab(changed)).max() < 0.55
    assert changed.min() >= 0
    assert changed.max() <= 1


def test_more_black_is_less_of_the_others(model: InkModel) -> None:
    inks = colours() * 0.6
    made = [model.with_black(inks, share, 4.0) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    for fewer, more in pairwise(made):
        assert (more[:, 3] >= fewer[:, 3] - 1e-9).all()
        assert (more[:, :3].sum(axis=1) <= fewer[:, :3].sum(axis=1) + 0.02).all()
    assert made[-1][:, 3].mean() > made[0][:, 3].mean() + 0.2


@pytest.mark.parametrize("share", [None, 0.0, 0.75])
def test_no_colour_is_over_the_limit(model: InkModel, share: float | None) -> None:
    steps = np.linspace(0, 1, 6)
    every = np.stack(np.meshgrid(steps, steps, steps, steps, indexing="ij"), -1).reshape(-1, 4)
    assert model.with_black(every, share, LIMIT).sum(axis=1).max() <= LIMIT + 1e-9


def test_what_is_under_the_limit_stays_as_it_is(model: InkModel) -> None:
    inks = colours() * 0.6
    assert np.array_equal(model.with_black(inks, None, LIMIT), inks)


def test_over_the_limit_black_takes_the_place_of_grey_as_far_as_it_can(model: InkModel) -> None:
    found = model.with_black(np.array([[0.9, 0.8, 0.8, 0.1]]), None, LIMIT)
    assert found[0, 3] > 0.15
    assert apart(model.lab(found), model.lab(np.array([[0.9, 0.8, 0.8, 0.1]])))[0] < 0.6


def test_where_black_cannot_help_it_stays_and_the_others_are_less() -> None:
    found = kept_under(np.array([[1.0, 0.5, 0.5, 1.0], [0.2, 0.1, 0.0, 1.0], [1.0, 1.0, 1.0, 1.0]]), 2.0)
    assert found.round(6).tolist() == [[0.5, 0.25, 0.25, 1.0], [0.2, 0.1, 0.0, 1.0], [0.333333, 0.333333, 0.333333, 1.0]]


def test_how_a_colour_changes_with_each_ink_is_what_small_steps_show(model: InkModel) -> None:
    inks = colours(200) * 0.9 + 0.05
    _, slopes = model._both(inks)
    for ink in range(4):
        more = inks.copy()
        more[:, ink] += 1e-6
        steps = (model.lab(more) - model.lab(inks)) / 1e-6
        assert np.median(np.abs(steps - slopes[:, :, ink])) < 0.05
