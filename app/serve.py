"""The process: start, drain, stop."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import webbrowser
from collections.abc import Callable
from typing import Any, NoReturn, Protocol

from app.address import Address, find
from app.config import Config
from app.data import hold
from app.engine import Engine, WSGIApp
from app.world import World

WATCH_S = 0.2
DRAIN_S = 3.0
SPARE_DESCRIPTORS = 256  # for the database, files and whatever else is not a phone
MOST_CONNECTIONS = 20_000
MOST_DESCRIPTORS = 65_536


class Product(Protocol):
    """Everything inside the gate."""

    wsgi: WSGIApp

    def start(self) -> None:
        """Begin the work that goes on beside requests."""

    def drain(self) -> None:
        """Save what was acknowledged and let go of the phones."""

    def entry(self) -> str:
        """The path of a new one-time sign-in link, such as /enter/…"""


ON_THIS_MACHINE = "  Present here, on this machine (works once):"
BEHIND_A_PROXY = """  Behind a proxy nobody can sign in to the console yet: sessions are started and moved on
  through the API, with a bearer token from: readtheroom token"""

Build = Callable[[Config, Engine, World, Address], Product]


def serve(config: Config, engine: Engine, world: World, build: Build) -> NoReturn:
    """Run until told to stop. Raises Refusal if it cannot begin; otherwise ends the process."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    room = _private_process()
    listener = engine.listen(config.host, config.port)
    with hold(config.data):
        address = find(config, listener.getsockname()[1])
        product = build(config, engine, world, address)
        product.start()
        ending = _Ending()
        engine.spawn(_answer, engine, listener, product, room, _tls(config), ending)
        engine.sleep(0)  # it listens before anybody is told so, or told to stop
        _welcome(config, address, product)
        while not ending.wanted:
            engine.sleep(WATCH_S)
        listener.close()
        _drain(engine, product)
        _leave(ending.status)


class _Ending:
    """Whether the process should end. A signal only raises a flag: whoever handles more cannot wake the engine."""

    def __init__(self) -> None:
        self.wanted, self.status = False, 0
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._asked)

    def _asked(self, number: int, *_: Any) -> None:
        """Only a second Ctrl-C is impatience: a second SIGTERM is what `make` passes on when its group gets one."""
        if self.wanted and number == signal.SIGINT:
            os._exit(130)
        self.wanted = True

    def failed(self) -> None:
        self.wanted, self.status = True, 1


def _tls(config: Config) -> Any:
    from app.engine.tls import context

    return context(config.tls.file, config.tls.key) if config.tls else None


def _answer(engine: Engine, listener: Any, product: Product, room: int, tls: Any, ending: _Ending) -> None:
    try:
        engine.serve(listener, product.wsgi, room, tls)
    except (OSError, ValueError):
        if not ending.wanted:  # else it may have been told to end before it had begun to listen
            raise
    finally:
        if not ending.wanted:
            logging.getLogger("readtheroom").error("The server stopped answering.")
            ending.failed()


def _drain(engine: Engine, product: Product) -> None:
    done = engine.result()

    def work() -> None:
        try:
            product.drain()
        finally:
            done.set(None)

    engine.spawn(work)
    with contextlib.suppress(TimeoutError):
        done.wait(DRAIN_S)


def _leave(status: int) -> NoReturn:
    """At once: open websockets would keep an ordinary exit waiting."""
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def _private_process() -> int:
    """Files for this user alone, no memory in core dumps, room for a hall of sockets. Returns how many connections."""
    os.umask(0o077)
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return MOST_CONNECTIONS
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    limit = MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MOST_DESCRIPTORS)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return max(limit // 2, min(limit - SPARE_DESCRIPTORS, MOST_CONNECTIONS))


def _welcome(config: Config, address: Address, product: Product) -> None:
    from app.brand import looked_at
    from app.qr import terminal

    link = "" if address.proxied else f"{address.here}{product.entry()}"
    print(f"\nRead the Room\n\n{ON_THIS_MACHINE if link else BEHIND_A_PROXY}\n{link and f'  {link}'}\n")
    if address.reaches_phones:
        print(f"  Phones join here:\n  {address.base}\n\n{_if_printable(terminal(address.base))}\n")
    else:
        print(f"  Phones cannot join: only this machine itself reaches {address.base}\n")
    if trouble := looked_at(config)[1]:
        print(f"  The brand is left out. {trouble.says}\n  {trouble.do}\n")
    print("  Stop with Ctrl-C.\n")
    print(f"ready {address.here}", flush=True)
    if config.browser and link:
        webbrowser.open(link)


def _if_printable(text: str) -> str:
    """Nothing, where the terminal's alphabet lacks the blocks that a QR code is drawn with."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return ""
    return text
