"""A bad network between a browser and the house: a relay that loses, stalls, refuses and breaks when told to."""

from __future__ import annotations

import contextlib
import socket
from threading import Condition, Thread

PIECE = 65536
UPGRADE = b"upgrade: websocket"
REFUSAL = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class _Line:
    """One connection, seen from both ends."""

    def __init__(self, client: socket.socket, house: socket.socket) -> None:
        self.ends, self.stalls, self.broken = (client, house), False, False

    def breaks(self) -> None:
        self.broken = True
        for end in self.ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class Faults:
    """Passes everything on between `port` and the house, until it is told otherwise; `mends` ends every fault."""

    def __init__(self, house_port: int) -> None:
        self._house = ("127.0.0.1", house_port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._turn = Condition()
        self._lines: list[_Line] = []
        self._loses = self._refuses = self._cut = False
        self._threads = [Thread(target=self._lets_in)]
        self._threads[0].start()

    # --- what can happen to a network

    def loses_replies(self) -> None:
        """What the server says vanishes; what is said to it arrives."""
        self._becomes(_loses=True)

    def stalls(self) -> None:
        """Nothing passes over the lines that stand, though they look open; new ones are well."""
        for line in self._lines:
            line.stalls = True

    def refuses_websockets(self) -> None:
        """As some networks do between a phone and a server. Lines that stand are broken."""
        self._becomes(_refuses=True)
        self._breaks_lines()

    def cuts(self) -> None:
        """Every line breaks, and no new one comes through."""
        self._becomes(_cut=True)
        self._breaks_lines()

    def mends(self) -> None:
        for line in self._lines:
            line.stalls = False
        self._becomes(_loses=False, _refuses=False, _cut=False)

    def closes(self) -> None:
        self.mends()
        self._door.shutdown(socket.SHUT_RDWR)
        self._breaks_lines()
        for thread in self._threads:
            thread.join()
        self._door.close()

    def _becomes(self, **faults: bool) -> None:
        with self._turn:
            self.__dict__.update(faults)
            self._turn.notify_all()

    def _breaks_lines(self) -> None:
        with self._turn:
            for line in self._lines:
                line.breaks()
            self._turn.notify_all()

    # --- passing on

    def _lets_in(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._door.accept()
                thread = Thread(target=self._serves, args=(client,))
                self._threads.append(thread)
                thread.start()

    def _serves(self, client: socket.socket) -> None:
        """One line from its first byte to its end."""
        with client, contextlib.suppress(OSError), socket.create_connection(self._house) as house:
            first = client.recv(PIECE)
            if self._cut:
                return
            if self._refuses and UPGRADE in first.lower():
                client.sendall(REFUSAL)
                return
            house.sendall(first)
            line = _Line(client, house)
            self._lines.append(line)
            back = Thread(target=self._passes, args=(line, house, client, True))
            back.start()
            self._passes(line, client, house, False)
            back.join()
            self._lines.remove(line)

    def _passes(self, line: _Line, source: socket.socket, to: socket.socket, is_reply: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                with self._turn:
                    self._turn.wait_for(lambda: line.broken or not line.stalls)
                if not (is_reply and self._loses):
                    to.sendall(piece)
        with self._turn:
            line.breaks()
            self._turn.notify_all()
