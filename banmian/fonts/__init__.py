"""Stage 3, beside text: font files to faces, glyphs, advances and embedded subsets (HarfBuzz)."""
