"""The type of a page: glyphs in their directions, the lines that they stand in, their faces and their language."""
