"""The QR code: coarse enough to scan from the back row, because it stays in QR's alphanumeric mode."""

from __future__ import annotations

from html import escape

QUIET_ZONE = 4


def svg(url: str, label: str, exact: bool = False) -> str:
    """The code of that address as an SVG picture; `label` is what a screen reader says. `exact` keeps small letters as
    they are, for addresses that want them: finer, to be scanned from near by."""
    rows = _matrix(url, exact)
    size = len(rows)
    dark = "".join(f"M{x} {y}h{width}v1h-{width}z" for y, row in enumerate(rows) for x, width in _runs(row))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'aria-label="{escape(label)}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{dark}"/></svg>'
    )


def terminal(url: str) -> str:
    """The code as text, two rows of it in each line; light on dark and dark on light screens alike."""
    rows = _matrix(url)
    rows.extend([[False] * len(rows)] * (len(rows) % 2))
    lines = (_line(upper, lower) for upper, lower in zip(rows[::2], rows[1::2], strict=True))
    return "\n".join(f"  {line}" for line in lines)


def _line(upper: list[bool], lower: list[bool]) -> str:
    """Black on white by colour codes, so that the quiet zone is light whatever the terminal's own colours."""
    halves = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    return "\x1b[30;107m" + "".join(halves[pair] for pair in zip(upper, lower, strict=True)) + "\x1b[0m"


def _matrix(url: str, exact: bool = False) -> list[list[bool]]:
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode
    from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(QRData(url, mode=MODE_8BIT_BYTE) if exact else QRData(url.upper(), mode=MODE_ALPHA_NUM))
    matrix: list[list[bool]] = code.get_matrix()
    return matrix


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Where the dark stretches of a row begin, and how wide they are."""
    edges = [x for x in range(len(row) + 1) if (x > 0 and row[x - 1]) != (x < len(row) and row[x])]
    return [(start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)]
