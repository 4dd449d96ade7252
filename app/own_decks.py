"""Where the presenter's own decks lie: those that pages write, and those that were put there by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.config import Config, data_folder
from app.data import open_folder

IN_DATA = "decks"


def own_decks(config: Config) -> Path:
    """The folder named with --decks, or else one in the data folder, made if need be. The library reads it beside the
    shipped decks; what is brought or written in the browser is saved there. Refuses when it cannot be made."""
    return config.decks or open_folder(config.data / IN_DATA)


def decks_in_data(env: Mapping[str, str]) -> Path | None:
    """The folder of one's own decks in the data folder, for commands that need no server; None where there is none."""
    folder = data_folder({}, env) / IN_DATA
    return folder if folder.is_dir() else None
