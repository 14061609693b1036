"""Page files as nodes that keep their places, and what is said of them."""
