"""Text into frames: threads, columns of type, runaround, jumps."""
