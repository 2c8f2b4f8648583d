"""What a person prefers to see. Preferences are no records: they leave no trace in the audit trail."""

from typing import Any


def keep_preference(person: Any, *, language: str | None = None, colour_scheme: str | None = None) -> None:
    """Keeps the language or the colour scheme ("" follows the machine) with the person."""
    changed = []
    if language is not None and person.language != language:
        person.language = language
        changed.append("language")
    if colour_scheme is not None and person.colour_scheme != colour_scheme:
        person.colour_scheme = colour_scheme
        changed.append("colour_scheme")
    if changed:
        person.save(update_fields=changed)
