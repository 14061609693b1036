"""The logical structure of a file: what its content is, in the order in which it is read, and the ways through it."""
