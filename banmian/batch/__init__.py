"""On top of the stages: many pages at once."""
