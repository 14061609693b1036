"""Where the entries of a table of contents (导读) lead: to the story that they name, or to the page whose number they end with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from banmian.output.tags.element import Element
from banmian.output.tags.logic import Entry, Story
from banmian.page.composed import ComposedPage

_LEAST = 2  # characters of a headline's line that name a story
_PAGE = re.compile(r"(\d+)\s*[版页頁]?\W*$")


def resolve(entries: Sequence[Entry], stories: Sequence[Story], pages: Sequence[ComposedPage], parts: Sequence[Element]) -> None:
    """Find what each entry leads to, and make its words a link."""
    for entry in entries:
        story = next((item for item in stories if _names(entry.text, item)), None)
        number = _PAGE.search(entry.text)
        page = next((at for at, item in enumerate(pages) if number and item.number == int(number[1])), None)
        if story is not None:
            entry.target, entry.page = story.element, story.article.page
            entry.frame = story.article.parts[0].frames[0]
        elif page is not None:
            entry.target, entry.page = parts[page], page
        if entry.target is not None:
            entry.words.kind = "Link"
            if entry.words.parent is not None:
                entry.words.parent.kind = "Reference"
            entry.element.refers = entry.target


def _names(text: str, story: Story) -> bool:
    return any(len(line) >= _LEAST and line in text for line in story.article.title.split())
