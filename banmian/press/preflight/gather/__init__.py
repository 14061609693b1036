"""What a PDF holds, as plain values."""
