#!/usr/bin/env python3
"""Build the faces of this folder from their published sources, the same bytes every time.

usage: build_fonts.py [--sources DIR] [--unihan DIR] [--only FILE ...] [--charset]

Each face listed in fonts.yaml is taken from its source file, subset to charset.txt, stripped of hints,
and written beside this script with its layout features, its vertical metrics and its licence fields kept.
CID-keyed CFF faces are renumbered so that a glyph's CID equals its glyph id. The sha256 of each face is
printed, and compared with the one in fonts.yaml: nothing is written to fonts.yaml by machine.

Sources: Debian's packages fonts-noto-cjk, fonts-noto-cjk-extra and fonts-lxgw-wenkai (default --sources
/usr/share/fonts); for --charset also unicode-data (default --unihan /usr/share/unicode), whose kTGH field
lists the 8,105 characters of 通用规范汉字表.
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import os
import sys
from pathlib import Path

import yaml
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).resolve().parent

# What a newspaper sets beside Han characters: Latin with pinyin's vowels, general and CJK punctuation,
# vertical forms, full-width forms, enclosed figures, units, arrows, kana, bopomofo.
BLOCKS = [
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x01CD, 0x01DC), (0x01F8, 0x01F9), (0x0251, 0x0251), (0x0261, 0x0261),
    (0x02C7, 0x02C7), (0x02C9, 0x02CB), (0x02D9, 0x02D9), (0x02EA, 0x02EB), (0x0300, 0x0304), (0x0306, 0x0308),
    (0x030A, 0x030C), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x218F),
    (0x2190, 0x2199), (0x221E, 0x221E), (0x22EF, 0x22EF), (0x2460, 0x2473), (0x2474, 0x249B), (0x2500, 0x257F),
    (0x25A0, 0x25CF), (0x2605, 0x2606), (0x2E3A, 0x2E3B), (0x2776, 0x277F), (0x3000, 0x303F), (0x3041, 0x30FF), (0x3105, 0x312F),
    (0x31A0, 0x31BF), (0x3220, 0x3229), (0x32C0, 0x32CB), (0x3300, 0x33FF), (0xFE10, 0xFE1F), (0xFE30, 0xFE4F),
    (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6), (0x24EA, 0x24EA),
]  # fmt: skip

# Kept: substitution and positioning that a Chinese composer uses. Left out: aalt, hist, ruby and the
# jamo features, which only pull in glyphs.
FEATURES = ["vert", "vrt2", "locl", "ccmp", "liga", "calt", "fwid", "hwid", "pwid"]
FEATURES += ["halt", "vhal", "palt", "vpal", "kern", "vkrn", "mark", "mkmk", "chws", "vchw"]
# Chinese in its three regions; Japanese and Korean alternates are left to their own fonts.
SCRIPTS = [f"{script}.{lang}" for script in ("DFLT", "hani", "latn", "kana") for lang in ("dflt", "ZHS ", "ZHT ", "ZHH ")]


def gb2312() -> set[int]:
    """All 7,445 characters of GB/T 2312-1980."""
    return _legacy("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))


def big5_level_1() -> set[int]:
    """Big5's symbols and its 5,401 frequently used characters (A1 to C6, 7E)."""
    trail = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    chars = _legacy("big5", range(0xA1, 0xC6), trail)
    return chars | _legacy("big5", range(0xC6, 0xC7), range(0x40, 0x7F))


def _legacy(codec: str, leads: range, trails: range | list[int]) -> set[int]:
    found: set[int] = set()
    for lead in leads:
        for trail in trails:
            try:
                found.update(map(ord, bytes((lead, trail)).decode(codec)))
            except UnicodeDecodeError:
                continue
    return found


def traditional_forms() -> set[int]:
    """What OpenCC's tables make of GB/T 2312's characters, for Taiwan and Hong Kong (its extra: banmian[traditional])."""
    from opencc import OpenCC

    simplified = [chr(code) for code in sorted(gb2312())]
    found: set[int] = set()
    for table in ("s2t", "s2tw", "s2hk"):
        convert = OpenCC(table).convert
        for char in simplified:
            found.update(map(ord, convert(char)))
    return found


def table_of_standard_characters(unihan: Path) -> set[int]:
    """通用规范汉字表 (2013), from Unihan's kTGH."""
    with bz2.open(unihan / "Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8") as lines:
        return {int(line.split("\t")[0].removeprefix("U+"), base=16) for line in lines if "\tkTGH\t" in line}


def write_charset(unihan: Path, target: Path) -> None:
    """Write the charset as one line of ranges a row, in code point order."""
    parts = {
        "GB/T 2312-1980": gb2312(),
        "Big5 level 1": big5_level_1(),
        "通用规范汉字表 (Unihan kTGH)": table_of_standard_characters(unihan),
        "OpenCC's Traditional forms of GB/T 2312": traditional_forms(),
        "Latin, punctuation and forms (BLOCKS in build_fonts.py)": {
            code for first, last in BLOCKS for code in range(first, last + 1)
        },
    }
    codes = sorted(set().union(*parts.values()))
    head = ["# The charset of the faces in this folder, where their sources have the character."]
    head += [f"#   {name}: {len(part)}" for name, part in parts.items()]
    head += [f"# together {len(codes)} code points, in hexadecimal, ranges inclusive; made by build_fonts.py --charset"]
    rows: list[str] = []
    start = previous = codes[0]
    for code in [*codes[1:], -1]:
        if code != previous + 1:
            rows.append(f"{start:04X}" if start == previous else f"{start:04X}-{previous:04X}")
            start = code
        previous = code
    lines = [" ".join(rows[at : at + 12]) for at in range(0, len(rows), 12)]
    target.write_text("\n".join(head + lines) + "\n", encoding="utf-8")


def read_charset(path: Path) -> set[int]:
    """Code points of a charset file."""
    codes: set[int] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for item in line.split():
            first, _, last = item.partition("-")
            codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return codes


def open_source(path: Path, name: str) -> TTFont:
    """The font called *name* in a collection, or the file itself."""
    if path.suffix != ".ttc":
        return TTFont(path, lazy=True, recalcTimestamp=False)
    for font in TTCollection(path, lazy=True).fonts:
        if font["name"].getDebugName(4).startswith(name):
            font.recalcTimestamp = False
            return font
    sys.exit(f"{path} holds no font named {name}")


def subset(font: TTFont, codes: set[int]) -> None:
    """Cut *font* down to *codes* in place, layout closed over FEATURES and SCRIPTS."""
    options = Options()
    options.layout_features = FEATURES
    options.layout_scripts = SCRIPTS
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.legacy_cmap = False
    options.drop_tables += ["BASE", "DSIG", "FFTM", "meta"]
    options.recalc_timestamp = False
    worker = Subsetter(options)
    worker.populate(unicodes=codes)
    worker.subset(font)


def rename(font: TTFont, family: str) -> None:
    """Call a face whose own name is reserved (OFL 1.1, clause 3) *family* instead; credits stay."""
    postscript = family.replace(" ", "") + "-Regular"
    new = {1: family, 3: postscript, 4: f"{family} Regular", 6: postscript, 16: family}
    names = font["name"]
    for record in list(names.names):
        if record.nameID in new:
            names.names.remove(record)
    for name_id, value in new.items():
        names.setName(value, name_id, 3, 1, 0x409)


def renumber_cids(font: TTFont) -> None:
    """Give each glyph of a CID-keyed CFF face the CID of its glyph id (PDF addresses such faces by CID).

    *font* is freshly opened and lazy: its other tables stay as bytes, so no glyph name in them goes stale.
    """
    top = font["CFF "].cff.topDictIndex[0]
    names = [".notdef", *(f"cid{gid:05d}" for gid in range(1, len(top.charset)))]
    renamed = dict(zip(top.charset, names, strict=True))
    strings = top.CharStrings
    strings.charStrings = {renamed[name]: value for name, value in strings.charStrings.items()}
    top.charset = names


def build(record: dict[str, str], sources: Path, codes: set[int]) -> str:
    """Build one face; returns its sha256."""
    font = open_source(sources / record["source_file"], record["source_name"])
    subset(font, codes)
    if "renamed" in record:
        rename(font, record["renamed"])
    target = HERE / record["file"]
    fresh = target.with_suffix(target.suffix + ".new")
    font.save(fresh)
    if "CFF " in font:
        font = TTFont(fresh, lazy=True, recalcTimestamp=False, recalcBBoxes=False)
        renumber_cids(font)
        renumbered = target.with_suffix(target.suffix + ".cid")
        font.save(renumbered)
        os.replace(renumbered, fresh)
    os.replace(fresh, target)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def main() -> int:
    """Build all faces, or those named; exit 1 when a hash differs from fonts.yaml's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, default=Path("/usr/share/fonts"), metavar="DIR")
    parser.add_argument("--unihan", type=Path, default=Path("/usr/share/unicode"), metavar="DIR")
    parser.add_argument("--only", nargs="*", metavar="FILE", help="file names of the faces to build")
    parser.add_argument("--charset", action="store_true", help="write charset.txt anew first")
    args = parser.parse_args()
    if args.charset:
        write_charset(args.unihan, HERE / "charset.txt")
    codes = read_charset(HERE / "charset.txt")
    catalogue = yaml.safe_load((HERE / "fonts.yaml").read_text(encoding="utf-8"))
    wrong = 0
    for record in catalogue["faces"]:
        if args.only and record["file"] not in args.only:
            continue
        digest = build(record, args.sources, codes)
        same = digest == record["sha256"]
        wrong += not same
        size = (HERE / record["file"]).stat().st_size
        print(
            f"{record['file']}  {size:,} bytes  sha256 {digest}  {'as listed' if same else 'DIFFERS from fonts.yaml'}", flush=True
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
