"""A new deck to begin with: the smallest useful one, under one's own title."""

from __future__ import annotations

import json
from pathlib import Path

STARTER = """\
---
title: {title}
---

# Welcome

Say hello to the person next to you.

---

## How are you arriving today?

```slide
ask: choice
```

- [ ] Curious
- [ ] Tired
- [ ] Nervous
- [ ] All of these

Notes:
There is no wrong answer. Show the result, say one sentence about it, and go on.
"""


class CannotWrite(Exception):
    """The new deck was not written. The message says why and what to do."""


def starter(title: str) -> str:
    """The text of a deck with this title, ready to be presented."""
    words = " ".join(title.split())[:120] or "My first deck"
    return STARTER.format(title=words if words.replace(" ", "").isalnum() else json.dumps(words, ensure_ascii=False))


def write_new(path: Path, title: str | None = None) -> Path:
    """Write a new deck to this file, which must not exist yet. Raises CannotWrite."""
    file = path if path.suffix == ".md" else path.with_name(path.name + ".md")
    text = starter(title or file.stem.replace("-", " ").replace("_", " ").capitalize())
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise CannotWrite(f"{file} exists already. Choose another name; nothing was changed.") from None
    except (OSError, ValueError):
        raise CannotWrite(f"{file} cannot be written. Check that its folder exists and may be written to.") from None
    return file
