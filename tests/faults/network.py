"""A bad network between phones and the house. `mends` ends every fault."""

from __future__ import annotations

from typing import Any

from tests.faults.orders import Servant

BAD_WIFI = {"delay": 0.15, "jitter": 0.1, "stalls": 0.05, "stall": 0.5, "rate": 8000}
"""300 ms ± 200 there and back, every twentieth piece stuck for half a second, 64 kbit/s in each direction."""


class Network:
    """Passes everything on between `port` and the house, until it is told otherwise."""

    def __init__(self, house_port: int) -> None:
        self._proxy = Servant("tests.faults.proxy", "--to", str(house_port))
        self.port: int = self._proxy.first

    def becomes(self, **weather: Any) -> None:
        """Lines that stand and lines to come are like this, and like nothing else: see Weather."""
        self._proxy.does("becomes", **weather)

    def loses_replies(self) -> None:
        """What the server says vanishes; what is said to it arrives."""
        self.becomes(loses=True)

    def stalls(self) -> None:
        """Nothing passes over the lines that stand, though they look open; new ones are well."""
        self._proxy.does("stalls")

    def refuses_websockets(self) -> None:
        """As some networks do between a phone and a server. Lines that stand are broken."""
        self.becomes(refuses=True)
        self.breaks()

    def cuts(self) -> None:
        """Every line breaks, and no new one comes through."""
        self.becomes(cut=True)
        self.breaks()

    def breaks(self, goodbye: bool = True) -> None:
        """Every line breaks, with a goodbye or by a reset; new ones come through."""
        self._proxy.does("breaks", goodbye=goodbye)

    @property
    def lines(self) -> int:
        """How many lines stand."""
        return int(self._proxy.does("lines"))

    def mends(self) -> None:
        self.becomes()
        self._proxy.does("wakes")

    def closes(self) -> None:
        self._proxy.ends()
