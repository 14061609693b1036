"""Stage 4: a PagePlan to a ComposedPage, where everything has its final place."""
