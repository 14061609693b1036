#!/usr/bin/env python3
"""Set the special page's words by other makers, in columns of the bundled faces: what `banmian import` is tried on.

usage: other_makers.py FOLDER

Chromium (horizontal and vertical-rl), LibreOffice (both), WeasyPrint, Typst and XeTeX with xeCJK, each where it is installed; the
others are told. LibreOffice finds the faces only where they are installed for the user.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "fonts"
_FACES = (
    ("Song", 400, "NotoSerifSC-Regular.otf"),
    ("Song", 900, "NotoSerifSC-Black.otf"),
    ("Hei", 700, "NotoSansSC-Bold.otf"),
    ("Kai", 400, "BanmianKai-Regular.ttf"),
)


class MissingError(Exception):
    """A maker that is not installed; says which."""


def story() -> dict[str, Any]:
    """The special page's story: its headline, lead and sections."""
    content = yaml.safe_load((ROOT / "layout/special-page/content.yaml").read_text(encoding="utf-8"))
    main: dict[str, Any] = content["stories"]["main"]
    return main


def paragraphs(text: str) -> list[str]:
    """One a line."""
    return text.strip().split("\n")


def tool(*names: str) -> str:
    """The first of *names* that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    raise MissingError(f"{names[0]} is not installed")


def run(*command: str, cwd: Path) -> None:
    """Run a maker; what it says counts only when it fails."""
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, timeout=300)


def web_page(vertical: bool) -> str:
    """The story as HTML."""
    main = story()
    faces = "".join(
        f"@font-face{{font-family:'{name}';font-weight:{weight};src:url('{(FONTS / file).as_uri()}')}}"
        for name, weight, file in _FACES
    )  # fmt: skip
    body = "margin:0;writing-mode:vertical-rl;height:505mm;" if vertical else "margin:0;"
    columns = f"column-count:{3 if vertical else 4};column-gap:21pt;{'height:505mm;' if vertical else ''}"
    style = (
        f"{faces}@page{{size:390mm 545mm;margin:20mm}}html{{font:10.5pt/15.75pt Song}}body{{{body}}}"
        "h1{font:900 48pt/60pt Song;text-align:center;margin:0 0 12pt}h2{font:700 15pt/20pt Hei;margin:10pt 0 6pt}"
        f"p{{margin:0;text-indent:2em;text-align:justify}}.lead{{font:14pt/21pt Kai}}.c{{{columns}}}"
    )
    words = "".join(f"<p class=lead>{html.escape(text)}</p>" for text in paragraphs(main["lead"]))
    for section in main["sections"]:
        words += f"<h2>{html.escape(section['heading'])}</h2>"
        words += "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs(section["text"]))
    head = f"<!doctype html><html lang=zh-Hans><meta charset=utf-8><style>{style}</style>"
    return f"{head}<body><h1>{'<br>'.join(main['headline'])}</h1><div class=c>{words}</div>"


def by_chromium(folder: Path, vertical: bool) -> Path:
    """A browser's print."""
    browser = tool("chromium", "chromium-browser", "google-chrome")
    name = "chromium-vertical" if vertical else "chromium"
    page = folder / f"{name}.html"
    page.write_text(web_page(vertical), encoding="utf-8")
    target = folder / f"{name}.pdf"
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}")
    run(browser, *options, page.as_uri(), cwd=folder)
    return target


def by_weasyprint(folder: Path) -> Path:
    """WeasyPrint's print of the same HTML."""
    if find_spec("weasyprint") is None:
        raise MissingError("weasyprint is not installed")
    (folder / "weasyprint.html").write_text(web_page(vertical=False), encoding="utf-8")
    run(sys.executable, "-m", "weasyprint", "weasyprint.html", "weasyprint.pdf", cwd=folder)
    return folder / "weasyprint.pdf"


def by_typst(folder: Path) -> Path:
    """Typst's total fit."""
    if find_spec("typst") is None:
        raise MissingError("typst is not installed")
    import typst

    main = story()
    rows = [
        "#set page(width:390mm,height:545mm,margin:20mm,columns:4)",
        "#set columns(gutter:21pt)",
        '#set text(font:"Noto Serif CJK SC",size:10.5pt,lang:"zh",region:"cn")',
        "#set par(justify:true,leading:5.25pt,spacing:5.25pt,first-line-indent:(amount:2em,all:true))",
        '#place(top+center,scope:"parent",float:true)[#set par(first-line-indent:0em,leading:12pt)',
        "#text(size:48pt,weight:900)[" + " \\ ".join(main["headline"]) + "]]",
        *(f'#text(size:14pt,font:"Banmian Kai")[{text}]\n' for text in paragraphs(main["lead"])),
    ]
    for section in main["sections"]:
        rows.append("#block(above:12pt,below:8pt)[#set par(first-line-indent:0em,justify:false)")
        rows.append(f'#text(font:"Noto Sans CJK SC",weight:700,size:15pt)[{section["heading"]}]]\n')
        rows += [f"{text}\n" for text in paragraphs(section["text"])]
    (folder / "typst.typ").write_text("\n".join(rows), encoding="utf-8")
    typst.compile(str(folder / "typst.typ"), output=str(folder / "typst.pdf"), font_paths=[str(FONTS)])
    return folder / "typst.pdf"


def by_xetex(folder: Path) -> Path:
    """XeTeX with xeCJK."""
    program = tool("xelatex")
    main = story()

    def plain(text: str) -> str:
        return text.replace("%", "\\%").replace("&", "\\&")

    def family(name: str, file: str) -> str:
        return f"\\setCJKfamilyfont{{{name}}}[Path={FONTS}/]{{{file}}}"

    rows = [
        r"\documentclass{article}",
        r"\usepackage[paperwidth=390mm,paperheight=545mm,margin=20mm]{geometry}",
        r"\usepackage{xeCJK}\usepackage{multicol}",
        f"\\setCJKmainfont[Path={FONTS}/]{{NotoSerifSC-Regular.otf}}",
        family("hei", "NotoSansSC-Bold.otf") + family("big", "NotoSerifSC-Black.otf") + family("kai", "BanmianKai-Regular.ttf"),
        f"\\setmainfont[Path={FONTS}/]{{NotoSerifSC-Regular.otf}}",
        r"\pagestyle{empty}\setlength{\parindent}{21pt}\setlength{\parskip}{0pt}\setlength{\columnsep}{21pt}\raggedbottom",
        r"\begin{document}\fontsize{10.5bp}{15.75bp}\selectfont",
        r"{\centering\fontsize{48bp}{60bp}\selectfont\CJKfamily{big} " + r"\\ ".join(main["headline"]) + r"\par}",
        r"\begin{multicols*}{4}",
        *(rf"{{\fontsize{{14bp}}{{21bp}}\selectfont\CJKfamily{{kai}} {plain(text)}\par}}" for text in paragraphs(main["lead"])),
    ]
    for section in main["sections"]:
        head = rf"\raggedright\fontsize{{15bp}}{{20bp}}\selectfont\CJKfamily{{hei}} {section['heading']}\par"
        rows.append(rf"\vspace{{8bp}}{{\noindent{head}}}\vspace{{4bp}}")
        rows += [plain(text) + "\n" for text in paragraphs(section["text"])]
    rows.append(r"\end{multicols*}\end{document}")
    (folder / "xetex.tex").write_text("\n".join(rows), encoding="utf-8")
    run(program, "-interaction=nonstopmode", "xetex.tex", cwd=folder)
    return folder / "xetex.pdf"


_PREFIXES = {"office": "office", "style": "style", "text": "text", "fo": "xsl-fo-compatible", "svg": "svg-compatible"}
_NAMESPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"' for name, urn in _PREFIXES.items())


def flat_document(vertical: bool) -> str:
    """The story as a flat OpenDocument text."""
    main = story()

    def paragraph(style: str, text: str) -> str:
        return f'<text:p text:style-name="{style}">{html.escape(text)}</text:p>'

    def style(name: str, font: str, size: float, leading: float, extra: str = "", weight: str = "normal") -> str:
        kinds = ("", "-asian")
        fonts = " ".join(f'style:font-name{kind}="{font}"' for kind in kinds)
        sizes = f'fo:font-size="{size}pt" style:font-size-asian="{size}pt"'
        weights = f'fo:font-weight="{weight}" style:font-weight-asian="{weight}"'
        language = 'fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"'
        return (
            f'<style:style style:name="{name}" style:family="paragraph">'
            f'<style:paragraph-properties fo:line-height="{leading}pt" {extra}/>'
            f"<style:text-properties {fonts} {sizes} {weights} {language}/></style:style>"
        )

    body = "".join(paragraph("H1", line) for line in main["headline"])
    body += '<text:section text:style-name="Sect" text:name="S">'
    body += "".join(paragraph("Lead", text) for text in paragraphs(main["lead"]))
    for section in main["sections"]:
        body += paragraph("H2", section["heading"]) + "".join(paragraph("P", text) for text in paragraphs(section["text"]))
    body += "</text:section>"
    just = 'fo:text-align="justify" fo:text-indent="{}pt"'
    faces = "".join(
        f'<style:font-face style:name="{name}" svg:font-family="\'{family}\'"/>'
        for name, family in (("Song", "Noto Serif CJK SC"), ("Hei", "Noto Sans CJK SC"), ("Kai", "Banmian Kai"))
    )
    direction = ' style:writing-mode="tb-rl"' if vertical else ""
    page = f'fo:page-width="390mm" fo:page-height="545mm" fo:margin="20mm"{direction}'
    columns = f'<style:columns fo:column-count="{3 if vertical else 4}" fo:column-gap="21pt"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:font-face-decls>{faces}</office:font-face-decls><office:automatic-styles>"
        f'<style:page-layout style:name="PL"><style:page-layout-properties {page}/></style:page-layout>'
        '<style:style style:name="Sect" style:family="section"><style:section-properties text:dont-balance-text-columns="true">'
        f"{columns}</style:section-properties></style:style>"
        + style("H1", "Song", 48, 60, 'fo:text-align="center"', "bold")
        + style("H2", "Hei", 15, 22, 'fo:margin-top="8pt" fo:margin-bottom="4pt"', "bold")
        + style("P", "Song", 10.5, 15.75, just.format(21))
        + style("Lead", "Kai", 14, 21, just.format(28))
        + '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="PL"/>'
        f"</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def by_libreoffice(folder: Path, vertical: bool) -> Path:
    """LibreOffice Writer."""
    program = tool("soffice", "libreoffice")
    name = "libreoffice-vertical" if vertical else "libreoffice"
    (folder / f"{name}.fodt").write_text(flat_document(vertical), encoding="utf-8")
    with tempfile.TemporaryDirectory() as home:
        profile = f"-env:UserInstallation={Path(home).as_uri()}"
        run(program, profile, "--headless", "--convert-to", "pdf", f"{name}.fodt", cwd=folder)
    return folder / f"{name}.pdf"


MAKERS: dict[str, Callable[[Path], Path]] = {
    "Chromium": lambda folder: by_chromium(folder, vertical=False),
    "Chromium, vertical": lambda folder: by_chromium(folder, vertical=True),
    "LibreOffice": lambda folder: by_libreoffice(folder, vertical=False),
    "LibreOffice, vertical": lambda folder: by_libreoffice(folder, vertical=True),
    "WeasyPrint": by_weasyprint,
    "Typst": by_typst,
    "XeTeX": by_xetex,
}


def made(folder: Path) -> dict[str, Path | str]:
    """By maker, its PDF in *folder*, or why there is none."""
    found: dict[str, Path | str] = {}
    for name, make in MAKERS.items():
        try:
            found[name] = make(folder)
        except MissingError as error:
            found[name] = str(error)
        except (subprocess.SubprocessError, RuntimeError) as error:
            found[name] = f"it failed: {error}"
    return found


def main() -> None:
    """Make the PDFs."""
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit((__doc__ or "").strip())
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in made(folder).items():
        print(f"{name}: {path}")


if __name__ == "__main__":
    main()
