"""An organisation's name, colours and logo: read once, looked at, and never in anybody's way."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from app.brand import looked_at
from app.brand.colour import READABLE, contrast, grounds, nearest, readable
from app.config import Config
from app.doctor.brand import findings
from app.doctor.finding import GOOD, LOOK
from sessions.brand import Brand
from tests.pages.test_contrast import contrast as as_the_tokens_are_measured

WHOLE = 'name = "Example College"\nlight = "#1F4E8C"\ndark = "#8FBDF5"\nlogo = "logo.png"\nalt = "A tree"\n'


def png(size: tuple[int, int] = (300, 100), colour: str = "#1F4E8C", note: str = "") -> bytes:
    file, told = io.BytesIO(), PngImagePlugin.PngInfo()
    told.add_text("Comment", note)
    Image.new("RGBA", size, colour).save(file, "PNG", pnginfo=told)
    return file.getvalue()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(data=tmp_path, secret=b"")


def lies(config: Config, toml: str, logo: bytes | None = None) -> Config:
    """A brand lies in the data folder."""
    folder = config.data / "brand"
    folder.mkdir()
    (folder / "brand.toml").write_text(toml, encoding="utf-8")
    if logo is not None:
        (folder / "logo.png").write_bytes(logo)
    return config


def said(config: Config) -> str:
    brand, trouble = looked_at(config)
    assert brand is None
    assert trouble is not None
    return f"{trouble.says} {trouble.do}"


def test_a_whole_brand_is_read(config: Config) -> None:
    brand, trouble = looked_at(lies(config, WHOLE, png()))

    assert trouble is None
    assert isinstance(brand, Brand)
    assert (brand.name, brand.light, brand.dark, brand.alt) == ("Example College", "#1F4E8C", "#8FBDF5", "A tree")
    assert Image.open(io.BytesIO(brand.logo)).size == (300, 100)


def test_where_nobody_asked_for_one_there_is_none_and_nothing_is_wrong(config: Config) -> None:
    assert looked_at(config) == (None, None)
    assert list(findings(config)) == []


def test_a_name_alone_is_enough(config: Config) -> None:
    brand, _ = looked_at(lies(config, 'name = "Example College"'))
    assert brand == Brand("Example College", alt="Example College")


@pytest.mark.parametrize(("theme", "colour"), [("paper", "#FF6600"), ("paper", "#8FBDF5"), ("night", "#1F4E8C")])
def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_shade_that_can(
    config: Config, theme: str, colour: str
) -> None:
    key = {"paper": "light", "night": "dark"}[theme]
    shade = nearest(colour, theme)  # type: ignore[arg-type]

    assert f'{key} = "{shade}"' in said(lies(config, f'name = "X"\n{key} = "{colour}"'))

    for ground in grounds(theme):  # type: ignore[arg-type]
        assert as_the_tokens_are_measured(shade, ground) >= READABLE
    assert min(contrast(shade, ground) for ground in grounds(theme)) < READABLE + 0.2, "no further than it takes"  # type: ignore[arg-type]


def test_a_shade_that_is_readable_is_its_own_nearest() -> None:
    assert readable("#1F4E8C", "paper")
    assert nearest("#1F4E8C", "paper") == "#1F4E8C"


def test_nothing_but_the_picture_of_a_logo_goes_on(config: Config) -> None:
    brand, _ = looked_at(lies(config, WHOLE, png((3000, 1000), note="MADE BY BEA") + b"<script>"))

    assert brand is not None
    assert b"MADE BY BEA" in png(note="MADE BY BEA")
    assert (b"MADE BY BEA" in brand.logo, b"<script>" in brand.logo) == (False, False)
    assert Image.open(io.BytesIO(brand.logo)).size == (640, 213)


@pytest.mark.parametrize(
    ("logo", "words"),
    [
        (None, "cannot be read: no such file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG and no JPEG"),
        (b"", "no PNG and no JPEG"),
        (png()[:60], "no PNG and no JPEG"),
        (png((2001, 2000)), "too many"),
        (b"\x89PNG" + b"0" * (2 * 1024 * 1024), "larger than 2 MB"),
    ],
)
def test_a_logo_that_is_none_is_left_out_and_said(config: Config, logo: bytes | None, words: str) -> None:
    assert words in said(lies(config, WHOLE, logo))


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("", "does not say the organisation's name"),
        ("name = ", "cannot be read"),
        ("name = 7", "must be a text"),
        ('name = "X"\nlight = "blue"', "is no colour"),
        ('name = "X"\nlight = "#fff; } body { display: none"', "is no colour"),
        ('name = "X"\nslogan = "Y"', "means nothing: slogan"),
        ('name = "X\\nY"', "must be a text"),
    ],
)
def test_a_broken_file_is_left_out_and_said(config: Config, toml: str, words: str) -> None:
    assert words in said(lies(config, toml))


def test_a_logo_is_never_taken_from_another_folder(config: Config) -> None:
    (config.data / "secret.png").write_bytes(png())
    assert "cannot be read" in said(lies(config, WHOLE.replace("logo.png", "../secret.png")))


def test_the_doctor_tells_both(config: Config) -> None:
    lies(config, WHOLE, png())
    assert [found.mark for found in findings(config)] == [GOOD]

    (config.data / "brand" / "logo.png").unlink()

    (broken,) = findings(config)
    assert (broken.mark, "The brand is left out" in broken.says) == (LOOK, True)
