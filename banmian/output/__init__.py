"""Stage 5: a ComposedPage to bytes. Outputs only read: they measure no text and look up no style."""
