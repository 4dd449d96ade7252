"""The product, with other dice and another clock: `python -m tests.app.hurried serve …`.

A private word is on its way for a second, not for a minute. And the time by which a session is measured can be put
forward, by as many seconds as stand in the file that READTHEROOM_TEST_AHEAD names.
"""

from __future__ import annotations

import os
from pathlib import Path

from app import world

HURRY = 60
AHEAD = Path(os.environ["READTHEROOM_TEST_AHEAD"])


class Hurried(world.World):
    def now(self) -> float:
        return super().now() + float(AHEAD.read_text())

    def uniform(self, low: float, high: float) -> float:
        return super().uniform(low, high) / HURRY


if __name__ == "__main__":
    world.World = Hurried  # type: ignore[misc]  # before anything else of the product is loaded
    from app.__main__ import main

    main()
