"""What programs call: pages, comparisons, paragraphs. `import banmian` gives all of it."""
