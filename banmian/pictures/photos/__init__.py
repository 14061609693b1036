"""Pictures of pixels: read, checked, treated for their slot, and coded as a PDF holds them."""
