"""A presenter's browser without scripts: it signs in by the printed link, reads pages and submits their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

import httpx

LINK = re.compile(r"(http://\S+?)(/enter/\S+)")
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


class Console:
    """Signed in as soon as it exists. `lines` is what the server has printed."""

    def __init__(self, lines: Iterable[str]) -> None:
        found = LINK.search("".join(lines))
        assert found
        self._http = httpx.Client(base_url=found[1], trust_env=False, timeout=20)
        self.submits(found[2], found[2])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        self._http.close()

    def reads(self, path: str) -> str:
        response = self._http.get(path)
        assert response.status_code == 200, response.text
        return response.text

    def submits(self, path: str, page: str, **fields: str) -> str:
        """Submit a form of this page; where that leads."""
        csrf = CSRF.search(self.reads(page))
        assert csrf
        response = self._http.post(path, data={"csrf_token": csrf[1], **fields}, headers=self._origin)
        assert response.status_code == 303, response.text
        return response.headers["Location"]

    def follows(self, page: str, address: str) -> str:
        """The first address on this page that looks like that."""
        found = re.search(address, self.reads(page))
        assert found
        return found[0]

    @property
    def _origin(self) -> dict[str, str]:
        return {"Origin": str(self._http.base_url).rstrip("/")}
