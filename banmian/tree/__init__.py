"""Stage 6: what stands on paper, whoever made it: the layout tree, from a composed page or from JSON."""
