"""Copyfitting: the setting closest to the style in which words fill their frames."""
