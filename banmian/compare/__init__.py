"""Two documents and what differs: `banmian.compare(a, b)`, for this package can be called."""

import sys
from types import ModuleType
from typing import Any


class _Called(ModuleType):
    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """`banmian.api.calls.compare`."""
        from banmian.api.calls import compare

        return compare(*arguments, **named)


sys.modules[__name__].__class__ = _Called
