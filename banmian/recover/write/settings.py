"""Settings of composition as page files have them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, get_args, get_type_hints

from banmian.recover.infer.compose.composition import Composition
from banmian.recover.write.yamltext import em
from banmian.spec.types.composition import CompositionSpec
from banmian.spec.types.profile import PROFILES
from banmian.spec.types.units import Width

_FONTS_OWN = {name for name, kind in get_type_hints(CompositionSpec).items() if Width in get_args(kind)}


def told(composition: Composition) -> dict[str, str]:
    """The settings as a page file has them."""
    start = PROFILES[composition.base]
    return settings_text({key: value for key, value in composition.settings.items() if getattr(start, key) != value})


def settings_text(settings: Mapping[str, Any]) -> dict[str, str]:
    """Settings of composition as YAML."""
    found = {}
    for key, value in settings.items():
        if isinstance(value, Enum):
            found[key] = str(value.value)
        elif isinstance(value, bool):
            found[key] = str(value).lower()
        elif isinstance(value, int):
            found[key] = str(value)
        elif value is not None:
            found[key] = em(value)
        elif key in _FONTS_OWN:
            found[key] = "font"
    return found
