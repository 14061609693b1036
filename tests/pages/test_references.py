"""The project's own pages, variants, guide and specimens, held still by the plugin that users have."""

from __future__ import annotations

import pytest

from banmian.compare.review.plugin import PageRegression
from tests.support import ROOT

LAYOUT = ROOT / "layout"
PAGES = sorted(
    path.relative_to(LAYOUT).with_suffix("").as_posix()
    for folder in ("special-page", "specimens", "guide")
    for path in (LAYOUT / folder).glob("*.yaml")
    if path.stem != "content"
)


@pytest.mark.parametrize("page", PAGES)
def test_page(page: str, page_regression: PageRegression) -> None:
    page_regression.check(LAYOUT / f"{page}.yaml")
