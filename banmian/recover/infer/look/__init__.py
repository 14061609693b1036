"""How type looks: its widths, its families and sizes, the styles of a page."""
