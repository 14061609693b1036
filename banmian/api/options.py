"""What programs ask for, checked as options of the command line are."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable, Sequence

from banmian.api.making import Request
from banmian.spec import options
from banmian.spec.files.diagnostics import Diagnostic, PageError


def standards_of(given: str | Sequence[str]) -> tuple[str, ...]:
    """Standards by name, one or several, with commas between them or not. Raises PageError."""
    return _checked(options.standards, [given] if isinstance(given, str) else given)


def request_of(
    standard: str | Sequence[str], tags: bool | None, marks: Sequence[str] | None, curves: bool, carry: Sequence[str]
) -> Request:
    """What is asked for. Raises PageError where there is no such thing."""
    return Request(
        standards=standards_of(standard),
        tagged=tags,
        carry=_checked(options.carried, carry) if carry else None,
        marks=None if marks is None else _checked(options.marks, marks),
        curves=curves,
    )


def _checked(parse: Callable[[str], tuple[str, ...]], given: Sequence[str]) -> tuple[str, ...]:
    try:
        return parse(",".join([given] if isinstance(given, str) else given))
    except ArgumentTypeError as error:
        raise PageError([Diagnostic(None, str(error))]) from None
