"""Look at a picture file without decoding it: its kind, its size, how it stands; and refuse it where that shows already."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from banmian.pictures.kind import Kind, PictureError, kind_of
from banmian.pictures.limits import MIB, MOST_DECODED_BYTES, MOST_FILE_BYTES, MOST_SIDE
from banmian.pictures.photos.jpeg import Jpeg, read_jpeg

if TYPE_CHECKING:
    from PIL.Image import Image

# What Pillow calls each kind; it is asked for that reader alone.
_READERS = {
    Kind.JPEG: "JPEG",
    Kind.PNG: "PNG",
    Kind.TIFF: "TIFF",
    Kind.WEBP: "WEBP",
    Kind.AVIF: "AVIF",
    Kind.GIF: "GIF",
    Kind.BMP: "BMP",
    Kind.JPEG_2000: "JPEG2000",
}
_BANDS = {"1": 1, "L": 1, "P": 3, "I": 4, "F": 4, "LA": 2, "PA": 4, "La": 2}
_WITH_ALPHA = {"LA", "PA", "La", "RGBA", "RGBa"}
_STANDS = 0x0112  # EXIF's tag of the orientation
_LOSSY = {Kind.JPEG, Kind.WEBP, Kind.AVIF, Kind.HEIC, Kind.JPEG_2000}


class Source(msgspec.Struct, frozen=True, eq=False):
    """A picture file of pixels, looked at. Sizes are in pixels."""

    path: str
    kind: Kind
    stored: tuple[int, int]  #: width and height as they lie in the file
    stands: int  #: EXIF's orientation, 1 to 8, in which the stored pixels still are
    alpha: bool = False  #: whether some of it may be seen through
    jpeg: Jpeg | None = None
    lossy: bool = False  #: what it is coded in does not keep every sample

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as the picture is shown."""
        return (self.stored[1], self.stored[0]) if self.stands >= 5 else self.stored


def look_at(path: str) -> Source:
    """The picture file at *path*, looked at once. Raises PictureError with the reason where it cannot be used, and OSError."""
    told = Path(path).stat()
    return _looked_at(path, (told.st_mtime_ns, told.st_size))


@lru_cache(maxsize=512)
def _looked_at(path: str, stamp: tuple[int, int]) -> Source:
    if stamp[1] > MOST_FILE_BYTES:
        raise PictureError(f"it is larger than {MOST_FILE_BYTES // MIB} MiB")
    kind = kind_of(path)
    if kind is Kind.JPEG:
        jpeg = read_jpeg(Path(path).read_bytes())
        return Source(path, kind, (jpeg.width, jpeg.height), _exif_stands(jpeg.exif), jpeg=jpeg, lossy=True)
    with opened(path, kind) as image:
        width, height = image.size
        if not width or not height:
            raise PictureError("it has no size")
        if max(width, height) > MOST_SIDE:
            raise PictureError(f"it is {width:,} x {height:,} pixels; a side has at most {MOST_SIDE:,}")
        if width * height * _BANDS.get(image.mode, 4) > MOST_DECODED_BYTES:
            raise PictureError(f"it is {width:,} x {height:,} pixels, which is too many to be decoded; scale it down")
        # The readers of TIFF and HEIC turn a picture as they decode it.
        stands = 1 if kind in (Kind.TIFF, Kind.HEIC) else _stands(image.getexif)
        alpha = image.mode in _WITH_ALPHA or "transparency" in image.info
    lossy = kind in _LOSSY and not (kind is Kind.WEBP and _keeps_all(path))
    return Source(path, kind, (width, height), stands, alpha, lossy=lossy)


def _keeps_all(path: str) -> bool:
    """Whether a WebP is coded without loss: its first picture is in a VP8L chunk (RFC 9649 §2.5)."""
    with Path(path).open("rb") as file:
        file.seek(12)
        while len(head := file.read(8)) == 8:
            if head[:4] in (b"VP8L", b"VP8 ", b"ANMF"):
                return head[:4] == b"VP8L"
            size = int.from_bytes(head[4:], "little")
            file.seek(size + size % 2, 1)
    return False


def _exif_stands(exif: bytes | None) -> int:
    if not exif:
        return 1
    from PIL import Image

    found = Image.Exif()

    def loaded() -> Any:
        found.load(b"Exif\0\0" + exif)
        return found

    return _stands(loaded)


def _stands(exif: Callable[[], Any]) -> int:
    """The orientation that EXIF tells; upright where it is broken."""
    try:
        with failing():
            value = exif().get(_STANDS, 1)
    except PictureError:
        return 1
    return value if value in range(1, 9) else 1


@contextmanager
def opened(path: str, kind: Kind) -> Iterator[Image]:
    """The picture in Pillow, its pixels not yet decoded; whatever goes wrong with it is a PictureError."""
    # By its handle: what Pillow maps into memory by its name it turns wrongly (TIFF, orientations 5 to 8).
    with failing(), Path(path).open("rb") as file, _image(file, kind) as image:
        yield image


@contextmanager
def failing() -> Iterator[None]:
    """What readers raise at broken pictures, as a PictureError; what they only warn of is no news to a reader."""
    from PIL import Image, UnidentifiedImageError

    try:
        with quiet():
            yield
    except PictureError:
        raise
    except Image.DecompressionBombError:
        raise PictureError("it has too many pixels to be decoded; scale it down") from None
    except UnidentifiedImageError:
        raise PictureError("it is damaged, or coded in a way that is not read") from None
    except MemoryError:
        raise PictureError("it is too large to be decoded") from None
    except OSError as error:
        if error.errno is not None:
            raise
        raise PictureError(_told(str(error))) from None
    except Exception as error:  # whatever a reader stumbles over: SyntaxError, ValueError, struct.error, zlib.error, ...
        raise PictureError(_told(str(error))) from None


@contextmanager
def quiet() -> Iterator[None]:
    """No warnings of readers. What is warned of is one state of the process: threads leave it to the one that began them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _told(reason: str) -> str:
    if "truncated" in reason.lower():
        return "it breaks off: its end is missing"
    return f"it is damaged ({reason})" if reason else "it is damaged"


def _image(file: BinaryIO, kind: Kind) -> Image:
    if kind is not Kind.HEIC:
        from PIL import Image as Images

        return Images.open(file, formats=[_READERS[kind]])
    try:
        import pillow_heif
    except ImportError:
        raise PictureError("HEIC needs pillow-heif: python3 -m pip install 'banmian[heic]'") from None
    found: Image = pillow_heif.HeifImageFile(file)  # type: ignore[no-untyped-call]
    return found
