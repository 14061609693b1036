"""banmian (版面): newspaper pages as code.

`banmian.load` reads and composes a page; what it gives makes the PDF, the picture, the layout tree. Everything is
loaded when it is first used: `import banmian` alone costs next to nothing. docs/api.md lists what is public.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # as type checkers read it; typing itself takes longer to load than all of this

if TYPE_CHECKING:
    from banmian.api.calls import compare as compare
    from banmian.api.calls import import_page as import_page
    from banmian.api.calls import preflight as preflight
    from banmian.api.page import Page as Page
    from banmian.api.page import load as load
    from banmian.api.parts import Frame as Frame
    from banmian.api.parts import Line as Line
    from banmian.spec.files.diagnostics import Diagnostic as Diagnostic
    from banmian.spec.files.diagnostics import PageError as PageError

_PUBLIC = {
    "Diagnostic": "banmian.spec.files.diagnostics",
    "Frame": "banmian.api.parts",
    "Line": "banmian.api.parts",
    "Page": "banmian.api.page",
    "PageError": "banmian.spec.files.diagnostics",
    "import_page": "banmian.api.calls",
    "load": "banmian.api.page",
    "preflight": "banmian.api.calls",
}
__all__ = ["Diagnostic", "Frame", "Line", "Page", "PageError", "compare", "import_page", "load", "preflight"]

if not TYPE_CHECKING:

    def __getattr__(name):
        from importlib import import_module

        if name == "compare":  # a package of this name, which can be called
            return import_module("banmian.compare")
        if name not in _PUBLIC:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_PUBLIC[name]), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
