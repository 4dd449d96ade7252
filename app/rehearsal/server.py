"""The server of a rehearsal: `python -m app.rehearsal.server FOLDER [DECKS]`. It never outlives who started it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any, NoReturn

LOOK_S = 0.5


def main(folder: str, *decks: str) -> NoReturn:
    """Serve on a free port, with everything that is kept in this folder. The engine patches before the rest loads."""
    from app.engine import select

    engine = select()
    engine.patch()
    from app.config import read
    from app.product import create_product
    from app.serve import serve
    from app.world import World

    alone = {"port": "0", "no_browser": True, "tls": ("", "")}
    flags = {"data": str(Path(folder, "data")), "decks": next(iter(decks), None), **alone}
    world, starter = World(), os.getppid()

    def build(*parts: Any) -> Any:
        product = create_product(*parts)
        engine.spawn(_outlive_nobody, engine, starter, Path(folder), product)
        return product

    serve(read(flags, os.environ, world), engine, world, build)


def _outlive_nobody(engine: Any, starter: int, folder: Path, product: Any) -> None:
    """Whoever started us was killed and could not clear up: then we do."""
    while os.getppid() == starter:
        engine.sleep(LOOK_S)
    product.drain()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    from app.refusal import Refusal

    try:
        main(*sys.argv[1:])
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
