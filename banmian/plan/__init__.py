"""Stage 2: a PageSpec to a PagePlan: frames in points, styles complete, faces chosen."""
