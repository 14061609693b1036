"""The recipe of a page: all that it is made from, riding along in its PDF."""
