"""How wide characters stand, and the white beside them."""
