"""Print conditions: for which paper and press, or for screens, a page's colours are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from banmian.spec.files.project import bundled
from banmian.spec.types.press import Black, Intent

if TYPE_CHECKING:
    from banmian.colour.profile import Profile

#: The profiles that come with banmian, by the name a page file gives.
BUNDLED = {"newsprint": "newsprint.icc", "newsprint-grey": "newsprint-grey.icc", "screen": "srgb.icc"}
SCREEN = "screen"
USUAL_LIMIT = 2.4


def bundled_profile(name: str) -> str:
    """The file of a profile that comes with banmian."""
    return str(bundled("assets", "profiles", BUNDLED[name]))


class Condition(msgspec.Struct, frozen=True):
    """What colours are converted for. Two that are equal make the same colours."""

    path: str  #: of the profile
    digest: str  #: of its data
    space: str  #: CMYK, GRAY, or RGB for screens
    intent: Intent = Intent.RELATIVE
    limit: float = USUAL_LIMIT  #: of all inks together, 1 is a whole layer of one
    black: Black = Black.PROFILE

    @property
    def profile(self) -> Profile:
        """Its profile. Raises ProfileError and OSError."""
        from banmian.colour.profile import open_profile

        return open_profile(self.path)

    @property
    def for_screens(self) -> bool:
        """Whether everything is RGB."""
        return self.space == "RGB"


def newsprint() -> Condition:
    """What a page is printed for that asks for a press's file and not for a press."""
    from banmian.colour.profile import open_profile

    path = bundled_profile("newsprint")
    return condition_of(open_profile(path), path)


def condition_of(
    profile: Profile, path: str, intent: Intent = Intent.RELATIVE, limit: float = USUAL_LIMIT, black: Black = Black.PROFILE
) -> Condition:
    """The condition of *profile*, which lies at *path*."""
    return Condition(path, profile.digest, profile.space, intent, limit, black)
