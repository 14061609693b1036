"""What is drawn on a page: printed rules, tints and borders, drawings, tables."""
