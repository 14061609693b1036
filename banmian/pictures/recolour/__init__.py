"""The colours of drawings, read and changed."""
