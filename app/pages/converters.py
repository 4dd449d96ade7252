"""A join code in an address: six characters with a digit among the middle two, so that no route looks like one."""

from __future__ import annotations

from werkzeug.routing import BaseConverter

_ANY = "[2-9A-HJ-NP-Za-hj-np-z]"


class CodeConverter(BaseConverter):
    regex = f"{_ANY}{{2}}(?:[2-9]{_ANY}|{_ANY}[2-9]){_ANY}{{2}}"
