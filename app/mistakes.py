"""Our own mistakes in the log: what kind and where, never the values, since one of them may be somebody's answer."""

from __future__ import annotations

import traceback

OUR_MISTAKE = "Something went wrong here. Please try again in a moment."


def note(where: str, error: BaseException) -> None:
    """Log the kind and the place of a mistake."""
    import logging  # its locks should be made after an engine has patched

    place = "".join(traceback.format_tb(error.__traceback__))
    logging.getLogger("readtheroom").error("%s in %s\n%s", type(error).__name__, where, place)
