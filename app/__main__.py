"""Where the program begins: the engine patches first, if this command serves, and only then is the rest loaded."""

from __future__ import annotations

import sys

SERVES = {"serve"}


def main() -> None:
    """Run the command line. Exit 2 with one kind sentence when the program cannot start as asked."""
    from app.refusal import Refusal

    try:
        if serves(sys.argv[1:]):
            from app.engine import select

            select().patch()
        from app.cli import cli

        cli(prog_name="readtheroom")
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)


def serves(words: list[str]) -> bool:
    """Whether these words start the server: no command at all does, and so do options without one."""
    return not words or words[0].startswith("-") or words[0] in SERVES


if __name__ == "__main__":
    main()
