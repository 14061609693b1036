"""Pictures that are drawn, not photographed."""
