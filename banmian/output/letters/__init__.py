"""Lines of type in a content stream: as text, as outlines, with what goes beside them."""
