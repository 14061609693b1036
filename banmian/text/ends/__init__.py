"""Where lines may end, and where they do."""
