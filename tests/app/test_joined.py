"""Scripts and style sheets that are sent as one, so that a hall asks for less."""

from __future__ import annotations

import re
from collections import Counter
from posixpath import dirname, join, normpath

import pytest

from app import joined
from app.assets import bare, contents
from app.paths import static

SENT = {name: content.decode() for name, content in contents(static()) if name.endswith((".js", ".css"))}
NAMED = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
ROOM = {
    "js/words.js": 'export const t = (words) => words\n',
    "js/html.js": 'import { t } from "./words.js"\nexport const put = () => t("put")\n',
    "js/scenes.js": 'import { t } from "./words.js"\nexport const scene = t("scene")\n',
    "js/outbox.js": "export function outbox() {}\n",
    "js/wire.js": 'import { io } from "../vendor/io.js"\nimport { t } from "./words.js"\n'
    "export const wire = () => io(t)\n",
    "vendor/io.js": "/*! theirs */\nconst t=1,e=()=>t;export{t as Socket,e as io,e as default};\n//# source=io.map\n",
    "js/participant.js": 'import { outbox } from "./outbox.js"\nimport { wire } from "./wire.js"\nwire(outbox)\n',
}  # fmt: skip


def test_what_a_page_needs_first_comes_as_one_without_imports_from_each_other() -> None:
    common, phone = (text for _, text in joined.scripts(ROOM.__getitem__))

    assert common == (
        'export const t = (words) => words\nexport const put = () => t("put")\n'
        'export const scene = t("scene")\nexport function outbox() {}\n'
    )
    assert phone == (
        'import { t, outbox } from "./common.js"\n'
        "const { io } = (() => {\n/*! theirs */\nconst t=1,e=()=>t;\nreturn { io: e }\n})()\n"
        "export const wire = () => io(t)\nwire(outbox)\n"
    )


@pytest.mark.parametrize(
    ("name", "said", "sent"),
    [
        ("js/wall.js", 'import { put } from "./html.js"\n', 'import { put } from "./common.js"\n'),
        ("js/asks/rank.js", 'import { a as b } from "../html.js"\n', 'import { a as b } from "../common.js"\n'),
        ("js/asks/rank.js", 'import { fill } from "./choice.js"\n', 'import { fill } from "./choice.js"\n'),
        ("js/screen.js", 'import { wire } from "./wire.js"\n', 'import { wire } from "./wire.js"\n'),
        ("js/wire.js", 'import { io } from "../vendor/io.js"\n', 'import { io } from "../vendor/io.js"\n'),
    ],
)
def test_whoever_imports_a_part_gets_the_whole_so_that_it_runs_once(name: str, said: str, sent: str) -> None:
    assert joined.redirected(name, said) == sent


def test_what_others_wrote_keeps_its_notices() -> None:
    source = (static() / "vendor/socket.io.esm.min.js").read_bytes()

    assert bare("vendor/socket.io.esm.min.js", source) == source
    assert source.decode().rpartition("export{")[0] in SENT[joined.PHONE]


@pytest.mark.parametrize("part", [part for parts in joined.SCRIPTS.values() for part in parts])
def test_parts_write_their_imports_in_the_one_form_that_is_read(part: str) -> None:
    source = (static() / f"js/{part}.js").read_text(encoding="utf-8")

    assert len(re.findall(r"^import\b", source, re.MULTILINE)) == len(joined.IMPORT.findall(source))


def test_nothing_that_a_phone_loads_later_runs_what_runs_already() -> None:
    own = {f"js/{part}.js" for part in joined.SCRIPTS[joined.PHONE]}
    found, left = set[str](), {joined.PHONE, *(name for name in SENT if name.startswith(("js/asks/", "js/phone/")))}
    while left:
        found.add(name := left.pop())
        places = re.findall(r'(?:from |import\()"(\.[^"]+)"', SENT.get(name, ""))
        left |= {normpath(join(dirname(name), place)) for place in places} - found

    assert joined.COMMON in found
    assert not found & own


def test_nobody_who_is_served_imports_a_part() -> None:
    scripts = {name: text for name, text in SENT.items() if name.startswith("js/") and name not in joined.IN_COMMON}
    parts = {path.rpartition("/")[2] for path in joined.IN_COMMON}

    asked_for = {
        (name, place.rpartition("/")[2])
        for name, text in scripts.items()
        for place in re.findall(r'["\'](\.[^"\']+\.js)["\']', text)
    }

    assert ("js/wall.js", "common.js") in asked_for
    assert not [one for one in asked_for if one[1] in parts]


@pytest.mark.parametrize("name", joined.SCRIPTS)
def test_parts_of_one_script_give_no_name_twice(name: str) -> None:
    names = Counter(NAMED.findall(SENT[name]))

    assert len(names) > 20
    assert not [one for one, times in names.items() if times > 1]


@pytest.mark.parametrize("name", joined.SHEETS)
def test_a_joint_sheet_has_all_of_its_parts(name: str) -> None:
    assert all(SENT[f"css/{part}.css"] in SENT[name] for part in joined.SHEETS[name])
