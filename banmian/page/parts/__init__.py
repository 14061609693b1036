"""What stands on a page besides running text: headlines, photographs, tables, rules, borders, ornaments."""
