"""The commands by name, and the function that adds each. Only what is asked for is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

COMMANDS = {
    "render": "banmian.cli.rendercommand:add_render",
    "variants": "banmian.cli.variantscommand:add_variants",
    "propose": "banmian.cli.proposecommand:add_propose",
    "compare": "banmian.compare.review.command:add_compare",
    "accept": "banmian.compare.review.acceptcommand:add_accept",
    "import": "banmian.recover.command:add_import",
    "fonts": "banmian.cli.fontscommand:add_fonts",
    "impose": "banmian.press.imposecommand:add_impose",
    "preflight": "banmian.press.preflight.command:add_preflight",
    "unpack": "banmian.press.recipe.command:add_unpack",
    "listen": "banmian.reading.command:add_listen",
}


def add_commands(commands: Any, arguments: Sequence[str]) -> None:
    """Add to argparse's *commands* the one that *arguments* begin with; all of them where they begin with none."""
    names = arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS
    for name in names:
        module, _, function = COMMANDS[name].partition(":")
        getattr(import_module(module), function)(commands)
