"""Step 2: what differs, at one place after another; then what comes from what, as an editor says it."""
