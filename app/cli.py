"""The command line. Each command loads what it needs when it is called, so that `--help` is quick."""

from __future__ import annotations

import os
from typing import Any

import click

from app.version import version

FORMATS = ("pdf", "xlsx", "csv", "json", "html", "zip")
data_option = click.option("--data", metavar="DIR", help="Where sessions are kept.")
decks_option = click.option("--decks", metavar="DIR", help="A folder of your own decks, beside the shipped ones.")


class ServeByDefault(click.Group):
    """Plain `readtheroom`, with or without options, is `readtheroom serve`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "--version"}):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


@click.group(cls=ServeByDefault)
@click.version_option(version(), message="Read the Room %(version)s")
def cli() -> None:
    """Read the Room: decks, phones, and what a room answered. Without a command it serves."""


@cli.command()
@click.option("--host", metavar="H", help="The address to listen on (0.0.0.0).")
@click.option("--port", metavar="N", help="The port to listen on (8000); 0 picks a free one.")
@data_option
@decks_option
@click.option("--public-url", metavar="URL", help="The address phones use, if it is not this machine's own.")
@click.option("--api-lan", is_flag=True, default=None, help="Let other machines use the HTTP API, unencrypted.")
@click.option("--no-browser", is_flag=True, help="Do not open the console in a browser.")
def serve(**flags: Any) -> None:
    """Run the server and open the console."""
    from app.config import read
    from app.engine import select
    from app.product import create_product
    from app.serve import serve
    from app.world import World

    world = World()
    serve(read(flags, os.environ, world), select(), world, create_product)
