"""What presses, archives and readers ask of a PDF."""
