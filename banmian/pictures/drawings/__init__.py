"""Pictures that are drawn, not photographed: pages of PDFs, vector files."""
