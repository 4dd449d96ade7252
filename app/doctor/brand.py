"""The organisation's name and logo, where there shall be one."""

from __future__ import annotations

from collections.abc import Iterator

from app.brand import looked_at
from app.config import Config
from app.doctor.finding import Finding, good, look


def findings(config: Config) -> Iterator[Finding]:
    brand, trouble = looked_at(config)
    if brand:
        yield good(f"Summaries and projector bear the name of {brand.name}{', with its logo' if brand.logo else ''}.")
    if trouble:
        yield look(f"The brand is left out. {trouble.says}", trouble.do)
