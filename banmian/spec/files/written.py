"""Write values of a program as YAML, so that they are read, and complained about, as any file is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from os import PathLike, fspath
from typing import Any

import yaml

_Plain = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def as_yaml(values: Mapping[str, Any]) -> str:
    """*values* (mappings, lists, texts, numbers, paths) as YAML. Raises TypeError for what it cannot hold."""
    return str(yaml.dump(_plain(values), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_plain(item) for item in value]
    if isinstance(value, PathLike):
        return fspath(value)
    raise TypeError(f"a page file holds mappings, lists, texts and numbers, and no {type(value).__name__}")
