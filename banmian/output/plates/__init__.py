"""Pages of any PDF as the plates that print them."""
