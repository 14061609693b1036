"""The report."""

from __future__ import annotations
from banmian.compare.inputs import Side
from banmian.compare.result import Comparison


def comparison_html(comparison: Comparison, before: Side, after: Side) -> bytes:
    """The report."""
    return b""
