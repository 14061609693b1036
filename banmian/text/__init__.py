"""Stage 3, beside fonts: a styled paragraph and a measure to lines of type."""
