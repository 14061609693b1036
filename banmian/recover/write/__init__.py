"""Step 3: what was found as page files that a careful person could have written."""
