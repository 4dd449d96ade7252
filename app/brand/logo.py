"""A logo, looked at and written anew: nothing of the file but its picture goes on."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from app.brand.trouble import Trouble

LARGEST_FILE = 2 * 1024 * 1024
MOST_PIXELS = 4_000_000
SIZE = (640, 320)
"""As large as it is ever shown, on paper."""
FORMATS = ("PNG", "JPEG")


def picture(file: Path) -> bytes:
    """The logo as a PNG of our own. Raises Trouble."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Trouble(f"The logo {file.name} is larger than 2 MB.", "Save it smaller; 640 pixels wide are enough.")
        with Image.open(file, formats=FORMATS) as image:
            return _anew(image, file.name)
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError):
        raise Trouble(f"The logo {file.name} is no PNG and no JPEG.", "Export it as PNG, 640 pixels wide.") from None
    except OSError as error:
        why = (error.strerror or "it is damaged").lower()
        raise Trouble(f"The logo {file.name} cannot be read: {why}.", "Put the file beside brand.toml.") from None


def _anew(image: Image.Image, name: str) -> bytes:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise Trouble(f"The logo {name} has {width} × {height} pixels, which is too many.", "Save it 640 pixels wide.")
    plain = image.convert("RGBA")
    plain.thumbnail(SIZE)
    file = io.BytesIO()
    plain.save(file, "PNG", optimize=True)
    return file.getvalue()
