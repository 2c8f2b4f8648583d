"""Decimal numbers between texts of JSON and the rules: exact both ways."""

from decimal import Decimal


def text_of(number: Decimal | int | None) -> str | None:
    """A number as text, without zeros at the end; null is unknown."""
    return None if number is None else format(Decimal(number).normalize() + 0, "f")


def number_of(text: str | None) -> Decimal | None:
    """The number in a text whose form the schema has checked."""
    return None if text is None else Decimal(text)
