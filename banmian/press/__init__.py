"""Finished PDFs on their way to the press: sheets of several pages, and what is checked before they leave."""
