"""The server as a rehearsal's other processes reach it: over its own HTTP doors, with nothing in between."""

from __future__ import annotations

import json
from ssl import CERT_NONE, PROTOCOL_TLS_CLIENT, SSLContext
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

PATIENCE_S = 10.0


def _trusting() -> SSLContext:
    """Within one machine an address of it will do, whatever name the certificate has."""
    context = SSLContext(PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, CERT_NONE
    return context


DIRECT = build_opener(ProxyHandler({}), HTTPSHandler(context=_trusting()))


class Refused(Exception):
    """The server said no: its code, its sentence, and after how many seconds it is worth another try."""

    def __init__(self, code: str, says: str, retry_after: float | None = None) -> None:
        self.code, self.says, self.retry_after = code, says, retry_after
        super().__init__(says)


class Remote:
    """Asks that server; with a bearer token, as a presenter. Raises Refused, or OSError when nobody is there."""

    def __init__(self, url: str, bearer: str = "") -> None:
        self.url = url
        self._headers = {"Content-Type": "application/json"}
        if bearer:
            self._headers["Authorization"] = f"Bearer {bearer}"

    def get(self, path: str) -> Any:
        return self._ask(Request(self.url + path, headers=self._headers))

    def post(self, path: str, facts: dict[str, Any]) -> Any:
        return self._ask(Request(self.url + path, json.dumps(facts).encode(), self._headers))

    def _ask(self, request: Request) -> Any:
        try:
            with DIRECT.open(request, timeout=PATIENCE_S) as reply:
                return json.load(reply)
        except HTTPError as error:
            raise _refusal(error) from None


def _refusal(error: HTTPError) -> Refused:
    try:
        facts = json.load(error)
        return Refused(facts["code"], facts.get("says") or facts.get("detail", ""), facts.get("retry_after"))
    except (ValueError, KeyError, TypeError):
        return Refused(f"http.{error.code}", f"The server answered {error.code}.")
