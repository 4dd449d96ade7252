"""Why the program will not start: one kind sentence, and what to type instead."""

from __future__ import annotations


class Refusal(Exception):
    """The program cannot start as asked. `says` is the reason, `try_this` what to do about it."""

    def __init__(self, says: str, try_this: str = "") -> None:
        self.says, self.try_this = says, try_this
        super().__init__(f"{says}\n{try_this}".strip())


class BadSetting(Refusal):
    """A flag or an environment variable that cannot be believed."""


class BadCertificate(Refusal):
    """A certificate or its key that no phone would accept."""


class BadDataFolder(Refusal):
    """The data folder cannot be made, read or written."""


class PortInUse(Refusal):
    """Another program already listens there."""


class PortDenied(Refusal):
    """The operating system does not let this user listen there."""


class NoSuchAddress(Refusal):
    """This machine does not have the address it was asked to listen on."""


class PatchedTooLate(Refusal):
    """Modules that need the engine's patches were loaded before them."""
