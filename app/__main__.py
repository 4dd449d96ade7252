"""Where the program begins: the engine patches first, if this command serves, and only then is the rest loaded."""

from __future__ import annotations

import sys

SERVES = {"serve"}
ABOUT = {"--help", "--version"}


def main() -> None:
    """Run the command line. Exit 2 with one kind sentence when the program cannot start as asked."""
    from app.refusal import Refusal

    words = with_command(sys.argv[1:])
    try:
        if words[0] in SERVES:
            from app.engine import select

            select().patch()
        from app.cli import cli

        cli(words, prog_name="readtheroom")
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def with_command(words: list[str]) -> list[str]:
    """Plain `readtheroom`, with or without options, is `readtheroom serve`."""
    bare = not words or (words[0].startswith("-") and words[0] not in ABOUT)
    return ["serve", *words] if bare else words


if __name__ == "__main__":
    main()
