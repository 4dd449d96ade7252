"""The command line. Each command loads what it needs when it is called, so that `--help` is quick."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from app.version import version

if TYPE_CHECKING:
    from decks.library import Entry

data_option = click.option("--data", metavar="DIR", help="Where sessions are kept.")
decks_option = click.option("--decks", metavar="DIR", help="A folder of your own decks, beside the shipped ones.")


@click.group()
@click.version_option(version(), message="Read the Room %(version)s")
def cli() -> None:
    """Read the Room: decks, phones, and what a room answered. Without a command it serves."""


@cli.command()
@click.option("--host", metavar="H", help="The address to listen on (0.0.0.0).")
@click.option("--port", metavar="N", help="The port to listen on (8000); 0 picks a free one.")
@data_option
@decks_option
@click.option("--public-url", metavar="URL", help="The address phones use, if it is not this machine's own.")
@click.option("--tls", nargs=2, metavar="CERT KEY", help="Speak https, with a certificate of your own (PEM files).")
@click.option("--api-lan", is_flag=True, default=None, help="Let other machines use the HTTP API, unencrypted.")
@click.option("--no-browser", is_flag=True, help="Do not open the console in a browser.")
def serve(**flags: Any) -> None:
    """Run the server and open the console."""
    from app.config import read
    from app.world import World

    world = World()
    config = read(flags, os.environ, world)
    from app.engine import select
    from app.product import create_product
    from app.serve import serve

    serve(config, select(config.async_mode), world, create_product)


@cli.command()
@click.argument("deck")
@click.option("--phones", metavar="N", type=click.IntRange(1, 60), default=14, show_default=True, help="How many.")
@click.option("--seed", metavar="S", type=click.IntRange(0), help="The same number plays the same room again.")
@click.option("--auto", is_flag=True, help="Present it as well, from start to end, and say what the room was shown.")
@click.option("--no-browser", is_flag=True, help="Do not open the console in a browser.")
@decks_option
def rehearse(deck: str, phones: int, seed: int | None, auto: bool, no_browser: bool, decks: str | None) -> None:
    """Practise a deck (its id, or its file) with simulated phones. Leaves nothing behind."""
    from app.rehearsal.run import rehearse

    sys.exit(rehearse(deck, _own_decks(decks), phones, seed, auto, browser=not no_browser))


@cli.group()
def deck() -> None:
    """Decks: check them, begin one, bring slides that exist, list them."""


@deck.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
def check(files: tuple[str, ...]) -> None:
    """Say what is wrong in decks, line by line. Exit 1 if there are errors."""
    from decks.check import check

    lines, errors = check(files)
    click.echo("\n".join(lines), nl=bool(lines))
    sys.exit(1 if errors else 0)


@deck.command()
@click.argument("file")
@click.option("--title", help="The deck's title; without one, the file's name is used.")
def new(file: str, title: str | None) -> None:
    """Begin a deck: the smallest useful one, ready to be presented."""
    from decks.new import CannotWrite, write_new

    try:
        written = write_new(Path(file).expanduser(), title)
    except CannotWrite as refusal:
        _stop(str(refusal))
    click.echo(f"{written} is ready to be edited. Check it with: readtheroom deck check {written}")


@deck.command()
@click.argument("deck")
@click.option("-o", "--output", metavar="FILE", required=True, help="The PDF to write; - prints it.")
@click.option(
    "--at", metavar="HH:MM", default="0:00", help="When it begins, for clock times; without it they count up."
)
@decks_option
def guide(deck: str, output: str, at: str, decks: str | None) -> None:
    """Print the presenter's guide to a deck (its id, or its file): run sheet, notes, ballots, how to join."""
    from app.rehearsal.which import which
    from decks.guide import guide, minutes_of
    from decks.library import Library

    begins = minutes_of(at)
    if begins is None:
        _stop(f"{at} is no time of day. Write it like 18:30.")
    found = which(deck, _own_decks(decks))
    entry = Library(found.folder).get(found.id)
    assert entry.deck is not None
    _write(output, guide(entry.deck, begins))


@deck.command("import")
@click.argument("pdf")
@click.argument("pptx", required=False)
@click.option("--into", metavar="DIR", required=True, help="Your folder of decks.")
def import_slides(pdf: str, pptx: str | None, into: str) -> None:
    """Make a deck of slides that exist: the pages of a PDF, and the notes of the PPTX that it came from."""
    from app.bring_typed import CannotBring, bring

    try:
        bring(Path(pdf).expanduser(), Path(pptx).expanduser() if pptx else None, Path(into).expanduser())
    except CannotBring as refusal:
        _stop(str(refusal))


@deck.command("list")
@decks_option
def list_decks(decks: str | None) -> None:
    """The decks on this machine, by the id that starts them."""
    from decks.library import Library, NoSuchFolder

    try:
        entries = Library(_own_decks(decks)).all()
    except NoSuchFolder as refusal:
        _stop(str(refusal))
    width = max((len(entry.id) for entry in entries), default=0)
    for entry in entries:
        click.echo(f"{entry.id:<{width}}  {_about(entry)}")


@cli.command()
@data_option
@click.option(
    "--role", type=click.Choice(["presenter", "organiser", "operator"]), default="presenter", show_default=True
)
def token(data: str | None, role: str) -> None:
    """Print a bearer token for the HTTP API."""
    from app.config import read
    from app.identity import mint_bearer
    from app.world import World

    world = World()
    click.echo(mint_bearer(read({"data": data}, os.environ, world).secret, world.token, role))


class _FormatOption(click.Option):
    """Names every format there is when somebody asks for help, and loads none before."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from sessions.summary import FORMATS

        self.help = f"How to write it: {', '.join(FORMATS)}."
        return super().get_help_record(ctx)


@cli.command()
@click.argument("session")
@click.option("--format", "name", cls=_FormatOption, metavar="FORMAT", default="html", show_default=True)
@click.option("-o", "--output", metavar="FILE", required=True, help="The file to write; - prints it.")
@data_option
@decks_option
def summary(session: str, name: str, output: str, **flags: Any) -> None:
    """Write the summary of a session, as its page in the browser offers it."""
    from app.take_home import take_home
    from sessions.errors import SessionError

    try:
        body, released = take_home(flags, session, name)
    except SessionError as refusal:
        _stop(refusal.says.format(**refusal.extra))
    _write(output, body)
    if not released:
        click.echo("This summary is not released yet: it is for whoever presented, and for nobody else.", err=True)


@cli.command()
@click.argument("deck")
@click.option("--format", "name", type=click.Choice(["pdf", "html"]), default="pdf", show_default=True)
@click.option("-o", "--output", metavar="FILE", required=True, help="The file to write; - prints it.")
@data_option
@decks_option
def compare(deck: str, name: str, output: str, **flags: Any) -> None:
    """Put the runs of a deck (its id) side by side: first and last question, as the rooms were shown them."""
    from app.take_home import side_by_side
    from sessions.errors import SessionError

    try:
        _write(output, side_by_side(flags, deck, name))
    except SessionError as refusal:
        _stop(refusal.says)


@cli.command()
@click.option("--host", metavar="H", help="As you will start it.")
@click.option("--port", metavar="N", help="As you will start it.")
@click.option("--public-url", metavar="URL", help="As you will start it.")
@click.option("--tls", nargs=2, metavar="CERT KEY", help="As you will start it.")
@data_option
def doctor(**flags: Any) -> None:
    """Look at this machine and its network before the talk. Exit 1 if something stands in the way."""
    from app.doctor import examine, verdict
    from app.doctor.finding import BAD
    from app.world import World

    findings = []
    for finding in examine(flags, os.environ, World()):
        findings.append(finding)
        click.echo(finding.line(sys.stdout.encoding or "ascii"))
    click.echo(verdict(findings))
    sys.exit(1 if any(finding.mark == BAD for finding in findings) else 0)


@cli.command("privacy-check")
@data_option
def privacy_check(data: str | None) -> None:
    """Say what is stored right now. Exit 1 if it is more than was promised."""
    from app.doctor.finding import BAD
    from app.privacy_check import look_around, verdict

    findings = []
    for finding in look_around({"data": data}, os.environ):
        findings.append(finding)
        click.echo(finding.line(sys.stdout.encoding or "ascii"))
    click.echo(verdict(findings))
    sys.exit(1 if any(finding.mark == BAD for finding in findings) else 0)


@cli.group()
def db() -> None:
    """The database in the data folder."""


@db.command()
@data_option
def upgrade(data: str | None) -> None:
    """Bring the database to this version. The server does so by itself when it starts."""
    from app.config import read
    from app.engine import select
    from app.shelf import opened

    config = read({"data": data}, os.environ)
    opened(config.data, select("threading"))
    click.echo(f"The database in {config.data} is up to date.")


def _write(output: str, body: bytes) -> None:
    try:
        with click.open_file(output, "wb") as file:
            file.write(body)
    except OSError as error:
        _stop(f"{output} cannot be written: {(error.strerror or 'it is not usable').lower()}.")


def _own_decks(flag: str | None) -> Path | None:
    if folder := flag or os.environ.get("READTHEROOM_DECKS"):
        return Path(folder).expanduser()
    from app.own_decks import decks_in_data

    return decks_in_data(os.environ)


def _about(entry: Entry) -> str:
    if entry.deck is None:
        return f"has {entry.errors} errors: readtheroom deck check {entry.path}"
    return f"{entry.deck.title} ({len(entry.deck.slides)} slides)"


def _stop(says: str) -> NoReturn:
    click.echo(says, err=True)
    sys.exit(1)
