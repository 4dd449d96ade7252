"""The organisation at the head of everything that is printed."""

from __future__ import annotations

from typing import Any

from decks.paper import printable
from sessions.brand import Brand


def letterhead(brand: Brand | None) -> dict[str, Any] | None:
    """As the templates on paper want it; None where no house shows itself."""
    if brand is None:
        return None
    return {"name": printable(brand.name), "colour": brand.light, "logo": list(brand.logo), "alt": brand.alt}
