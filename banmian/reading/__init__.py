"""Stage 7: any maker's PDF to a layout tree."""
