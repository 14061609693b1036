"""On top of the stages: two pages and what differs between them."""
