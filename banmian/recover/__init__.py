"""On top of the stages: from a layout tree back to page files that make it again."""
