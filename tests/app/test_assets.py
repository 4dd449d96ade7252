"""Static files: one address for all of them, compressed ahead, kept for good."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from app.assets import Assets
from app.paths import static

SCRIPT = "export const answer = 42\n" * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "static" / "js" / "page.js").write_text(SCRIPT)
    (tmp_path / "static" / "tiny.woff2").write_bytes(bytes(range(256)))
    return tmp_path / "static"


def get(wsgi: Any, path: str, **sent: str) -> tuple[int, dict[str, str], bytes]:
    started: list[Any] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, **sent}
    pieces = wsgi(environ, lambda *said: started.append(said))
    body = b"".join(pieces)
    if hasattr(pieces, "close"):
        pieces.close()
    return int(started[-1][0].split()[0]), dict(started[-1][1]), body


def nothing_else(environ: Any, start_response: Any) -> list[bytes]:
    start_response("404 Not Found", [])
    return [b"inside"]


def test_a_file_comes_compressed_and_may_be_kept_for_good(folder: Path, tmp_path: Path) -> None:
    assets = Assets(folder)

    status, headers, body = get(
        assets.around(nothing_else, tmp_path / "cache"), assets.asset("js/page.js"), HTTP_ACCEPT_ENCODING="gzip, br"
    )

    assert (status, headers["Content-Encoding"], headers["Vary"]) == (200, "gzip", "Accept-Encoding")
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Type"].startswith("text/javascript")
    assert gzip.decompress(body).decode() == SCRIPT
    assert len(body) == int(headers["Content-Length"]) < len(SCRIPT)


def test_who_cannot_unpack_gets_it_plain(folder: Path, tmp_path: Path) -> None:
    assets = Assets(folder)
    wsgi = assets.around(nothing_else, tmp_path / "cache")

    assert get(wsgi, assets.asset("js/page.js"))[2].decode() == SCRIPT
    assert get(wsgi, assets.asset("tiny.woff2"), HTTP_ACCEPT_ENCODING="gzip")[2] == bytes(range(256))


@pytest.mark.parametrize("path", ["../secret", "js/../../secret", "js/page.js.gz", "nothing.js", ""])
def test_nothing_else_is_found_there(folder: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").write_text("secret")
    assets = Assets(folder)

    assert get(assets.around(nothing_else, tmp_path / "cache"), assets.asset(path))[2] == b"inside"


def test_any_change_gives_every_file_a_new_address(folder: Path, tmp_path: Path) -> None:
    before = Assets(folder).asset("js/page.js")
    Assets(folder).around(nothing_else, tmp_path / "cache")

    (folder / "tiny.woff2").write_bytes(b"other")
    after = Assets(folder)
    wsgi = after.around(nothing_else, tmp_path / "cache")

    assert after.asset("js/page.js") != before
    assert get(wsgi, after.asset("tiny.woff2"))[2] == b"other"
    assert get(wsgi, before)[2] == b"inside"
    assert [copy.name for copy in (tmp_path / "cache").iterdir()] == [after.digest]


def test_the_shipped_files_are_there() -> None:
    assert (static() / "css" / "tokens.css").is_file()


def test_a_file_opened_by_itself_may_load_nothing(folder: Path, tmp_path: Path) -> None:
    assets = Assets(folder)

    headers = get(assets.around(nothing_else, tmp_path / "cache"), assets.asset("js/page.js"))[1]

    assert headers["Content-Security-Policy"] == "default-src 'none'"
