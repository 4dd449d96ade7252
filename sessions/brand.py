"""Whose house this is: a name, a colour and perhaps a logo, on what is taken home."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Brand:
    """An organisation as it shows itself. Its colours were found readable, its logo is a PNG that we wrote."""

    name: str
    light: str = ""
    """Its colour on paper and on bright walls; none, where it has none."""
    dark: str = ""
    logo: bytes = field(default=b"", repr=False)
    alt: str = ""

    @property
    def digest(self) -> str:
        """Changes whenever anything of it does."""
        told = "\0".join((self.name, self.light, self.dark, self.alt)).encode()
        return hashlib.sha256(told + self.logo).hexdigest()[:16]

    @property
    def picture(self) -> str:
        """The logo as an address that needs no network."""
        return f"data:image/png;base64,{b64encode(self.logo).decode()}" if self.logo else ""
