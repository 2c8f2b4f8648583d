"""Names as they are compared."""


def folded(text: str) -> str:
    """Case-folded, blanks joined: how names are searched, ordered and taken to be the same."""
    return " ".join(text.casefold().split())


def joined(codes: "list[str] | tuple[str, ...]") -> str:
    """Codes as a column holds them: `;30213100;30231300;`, empty for none."""
    return f";{';'.join(codes)};" if codes else ""


def parted(column: str) -> tuple[str, ...]:
    """The codes of such a column."""
    return tuple(code for code in column.split(";") if code)
