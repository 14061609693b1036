"""Step 1: which page is which, which line is which."""
