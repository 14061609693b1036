"""Step 2: what the page was made with: grid, styles, paragraphs, composition."""
