"""The command `banmian variants`: every page of a folder, and a contact sheet."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from banmian.cli.rendercommand import print_diagnostics


def add_variants(commands: Any) -> None:
    """Add the command to *commands*."""
    parser = commands.add_parser(
        "variants",
        help="make every page of a folder, with a contact sheet",
        description="Make every page file of a folder: a PDF each, and a contact sheet as contact.png and contact.html.",
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder of page files, such as layout/special-page")
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, default=Path("out"), help="where to write (default out/)")
    parser.add_argument("--strict", action="store_true", help="fail when there is a warning")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but warnings and errors")
    parser.set_defaults(action=_variants)


def _variants(options: argparse.Namespace) -> int:
    from banmian.batch.contact import contact_html, contact_png, thumbnails
    from banmian.batch.variants import make_variant, page_files
    from banmian.output.files import write_whole

    files, made, warned = page_files(options.folder), [], 0
    for number, path in enumerate(files, 1):
        variant = make_variant(path)
        made.append(variant)
        print_diagnostics(variant.diagnostics)
        warned += len(variant.diagnostics)
        if not variant.failed:
            write_whole(options.output / f"{variant.name}.pdf", variant.pdf)
        if not options.quiet:
            told = "not made" if variant.failed else variant.figures()
            print(f"{number}/{len(files)} {variant.name}: {told}, {variant.seconds:.2f} s", flush=True)
    failed = [variant for variant in made if variant.failed]
    shown_as = [(variant, thumbnails(variant)) for variant in made]
    if len(failed) < len(made):
        write_whole(options.output / "contact.png", contact_png(shown_as))
    write_whole(
        options.output / "contact.html", contact_html(shown_as, f"{options.folder.resolve().name}: {len(made)} pages").encode()
    )
    if not options.quiet:
        print(f"wrote {len(made) - len(failed)} PDFs, contact.png and contact.html to {options.output}")
    return 2 if failed else 1 if options.strict and warned else 0
