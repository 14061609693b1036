"""Stage 1: files to a PageSpec, as the author wrote it; every value keeps its place in its file."""
