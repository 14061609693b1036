"""How a page is laid out: its grid, its stories, their threads and headings."""
