"""Profiles: the bundled ones, and what is said of those that cannot be used (ICC.1:2022)."""

from __future__ import annotations

import random
import struct
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from PIL import ImageCms

from banmian.colour.condition import BUNDLED, bundled_profile
from banmian.colour.profile import ProfileError, open_profile, press_profile, read_profile
from tests.support import ROOT, said

NEWSPRINT = Path(bundled_profile("newsprint")).read_bytes()
SRGB = Path(bundled_profile("screen")).read_bytes()


def with_bytes(at: int, new: bytes, data: bytes = NEWSPRINT) -> bytes:
    return data[:at] + new + data[at + len(new) :]


def test_the_bundled_profiles_are_what_they_say() -> None:
    found = {name: open_profile(bundled_profile(name)) for name in BUNDLED}
    assert {name: (profile.space, profile.kind) for name, profile in found.items()} == {
        "newsprint": ("CMYK", "prtr"),
        "newsprint-grey": ("GRAY", "prtr"),
        "screen": ("RGB", "mntr"),
    }
    assert found["newsprint"].name.startswith("Newsprint 26 percent")
    assert {name: profile.parts for name, profile in found.items()} == {"newsprint": 4, "newsprint-grey": 1, "screen": 3}


def test_a_name_of_version_4_is_read() -> None:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert made[8] == 4
    assert read_profile(made).name.startswith("sRGB")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is no ICC profile"),
        (b"\0" * 500, "it is no ICC profile"),
        (NEWSPRINT[:5000], "it breaks off: 5,000 of 120,120 bytes are there"),
        (with_bytes(12, b"link"), "it is a device link, and no profile of a device"),
        (with_bytes(12, b"abst"), "it is an abstract profile"),
        (with_bytes(12, b"nmcl"), "it is a list of named colours"),
        (with_bytes(12, b"????"), "of an unknown class"),
        (with_bytes(16, b"6CLR"), "its colours are of 6CLR; a profile here is of CMYK, RGB or GRAY"),
        (with_bytes(8, b"\5"), "it is of version 5; PDF knows versions 2 and 4"),
        (with_bytes(128, struct.pack(">I", 0)), "its table of contents is damaged"),
        (with_bytes(128, struct.pack(">I", 5_000_000)), "its table of contents is damaged"),
        (with_bytes(136, struct.pack(">I", 0x7FFFFFFF)), "its part desc lies outside the file"),
        (NEWSPRINT + bytes(9 * 1024 * 1024), "it is larger than 8 MiB"),
    ],
)
def test_a_file_that_is_no_profile_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ProfileError, match=reason):
        read_profile(data)


def test_a_table_that_says_more_than_it_holds_is_refused() -> None:
    at = NEWSPRINT.index(b"mft2")
    for place, value in ((at + 8, 200), (at + 9, 0), (at + 10, 255), (at + 10, 1)):
        with pytest.raises(ProfileError, match=r"its table A2B\d is damaged"):
            read_profile(with_bytes(place, bytes([value])))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda data: SRGB, r"it is a screen's profile \(mntr\); a page is printed by a press's \(prtr\)"),
        (lambda data: with_bytes(12, b"prtr", SRGB), "it is of a printer that takes RGB"),
        (lambda data: data.replace(b"B2A0", b"xxxx"), "it tells one direction only"),
        (lambda data: data.replace(b"A2B0", b"xxxx"), "it tells one direction only"),
    ],
)
def test_what_is_no_presss_profile_says_why(change: object, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "profile.icc"
    path.write_bytes(change(NEWSPRINT))  # type: ignore[operator]
    with pytest.raises(ProfileError, match=reason):
        press_profile(str(path))


def test_no_change_of_a_profile_brings_more_than_a_clear_error(tmp_path: Path) -> None:
    """Mutated profiles are refused or used, and nothing else happens."""
    from banmian.colour.condition import condition_of
    from banmian.colour.conversion import Conversion

    draw = random.Random(14)
    used = 0
    for number in range(150):
        data = bytearray(NEWSPRINT)
        for _ in range(draw.choice((1, 1, 2, 8))):
            at = draw.randrange(132 + 12 * 13) if draw.random() < 0.7 else draw.randrange(len(data))
            data[at] = draw.randrange(256)
        path = tmp_path / f"{number}.icc"
        path.write_bytes(bytes(data))
        try:
            profile = press_profile(str(path))
            Conversion(condition_of(profile, str(path))).check()
        except ProfileError:
            continue
        used += 1
    assert 10 < used < 140


def page(tmp_path: Path, colour: str) -> str:
    path = tmp_path / "page.yaml"
    path.write_text(
        f"page: {{trim: 100mm x 100mm, margins: 10mm, colour: {colour}}}\n"
        "content: {stories: {a: {lead: 一个字}}}\n"
        "frames: [{id: a, at: {column: 1, line: 1}, size: {columns: 1, lines: 5}, flow: a.lead}]\n",
        encoding="utf-8",
    )
    return said(path)


@pytest.mark.parametrize(
    ("colour", "message"),
    [
        ("newspront", "1:52: error: there is no profile newspront"),
        ("missing.icc", "there is no profile"),
        ("../x.icc", "leaves the project folder"),
        ("{profile: bad.icc}", "the profile bad.icc cannot be used: it is no ICC profile"),
        ("{limit: 500%}", "a limit of 500% of ink is outside 100% to 400%"),
        ("{black: much}", "'much' is not one of profile, light, medium, heavy, maximum"),
        ("{intent: bright}", "'bright' is not one of relative, perceptual, saturation, absolute"),
    ],
)
def test_a_page_says_where_its_profile_is_wrong(colour: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "bad.icc").write_bytes(b"nothing")
    assert message in page(tmp_path, colour)


@pytest.mark.parametrize("colour", ["newsprint", "newsprint-grey", "screen", "own.icc", "{limit: 220%, black: heavy}"])
def test_a_page_for_a_press_is_made_without_a_word(colour: str, tmp_path: Path) -> None:
    (tmp_path / "own.icc").write_bytes(NEWSPRINT)
    assert page(tmp_path, colour) == ""


def test_the_script_makes_the_bundled_profiles_again() -> None:
    told = spec_from_file_location("build_profiles", ROOT / "assets" / "build_profiles.py")
    assert told is not None
    assert told.loader is not None
    build_profiles = module_from_spec(told)
    told.loader.exec_module(build_profiles)
    assert build_profiles.grey() == Path(bundled_profile("newsprint-grey")).read_bytes()
    assert build_profiles.srgb() == SRGB
    assert len(build_profiles.patches()) == 928
