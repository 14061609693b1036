"""How lines were composed: the settings that explain where they end and where their glyphs stand."""
