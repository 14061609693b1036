"""Step 1: glyphs to lines, blocks, boxes; in which order they are read."""
