"""Pictures, photographed and drawn: which there are, what is in them, and what a PDF holds of them."""
