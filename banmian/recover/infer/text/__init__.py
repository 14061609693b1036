"""Lines of running text to paragraphs: measures, words, markup."""
