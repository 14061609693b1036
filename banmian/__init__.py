"""banmian (版面): newspaper pages as code.

YAML says what a page is; the stages spec, plan, fonts, text, page and output turn it into a PDF. See
ARCHITECTURE.md for the way through.
"""

__version__ = "0.1.0"
