"""The schema of page files: types only, and the values that they are written in."""
