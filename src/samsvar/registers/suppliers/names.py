"""Names as they are compared."""


def folded(text: str) -> str:
    """Case-folded, blanks joined: how names are searched, ordered and taken to be the same."""
    return " ".join(text.casefold().split())
