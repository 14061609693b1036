"""Colours in a content stream: operators, spaces, overprint."""
