"""What fonts tell of their characters: code maps, glyph names, at last the shapes of letters."""
