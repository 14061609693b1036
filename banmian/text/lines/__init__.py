"""Lines as they are set: runs, justification, what stands beside them."""
