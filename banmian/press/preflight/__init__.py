"""What is looked for in a PDF before it goes to a press."""
