"""What a press wants of a file: standards, boxes, marks."""
