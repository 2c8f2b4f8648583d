"""Several codes in one column, written `;a;b;`, so that one of them is found by `;a;` and nothing is an empty text."""

from collections.abc import Iterable


def joined(codes: Iterable[str]) -> str:
    """Codes as a column keeps them: `;30213100;30231300;`, empty for none."""
    text = ";".join(codes)
    return f";{text};" if text else ""


def parted(column: str) -> tuple[str, ...]:
    """The codes of such a column."""
    return tuple(code for code in column.split(";") if code)
