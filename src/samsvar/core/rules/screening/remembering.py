"""What a person's judgement of a pair rests on, and whether it still stands.

A judgement holds as long as nothing that was compared has come to: another name, number, country or programme. What has
only gone away, or is spelt with another legal form, case or accent, gives nobody more reason to doubt it.
"""

from collections.abc import Iterable

from samsvar.core.rules.screening.facts import ListEntry, Subject
from samsvar.core.rules.screening.matching import plain_number
from samsvar.core.rules.screening.names import Normaliser


def changed_since(was: tuple[Subject, ListEntry], now: tuple[Subject, ListEntry], names: Normaliser) -> tuple[str, ...]:
    """What is new since the pair was judged, in a fixed order; empty where the judgement stands.

    Codes: `subject_name`, `subject_country`, `subject_number`, `entry_name`, `entry_country`, `entry_number`,
    `entry_programme`, `entry_subsidiaries`.
    """
    (subject_was, entry_was), (subject, entry) = was, now
    compared: tuple[tuple[str, Iterable[str], Iterable[str]], ...] = (
        ("subject_name", _names(_all_names(subject_was), names), _names(_all_names(subject), names)),
        ("subject_country", _known(subject_was.country), _known(subject.country)),
        ("subject_number", map(plain_number, subject_was.numbers), map(plain_number, subject.numbers)),
        ("entry_name", _names(_all_listed(entry_was), names), _names(_all_listed(entry), names)),
        ("entry_country", entry_was.countries, entry.countries),
        ("entry_number", map(plain_number, entry_was.numbers), map(plain_number, entry.numbers)),
        ("entry_programme", entry_was.programmes, entry.programmes),
        ("entry_subsidiaries", _flag(entry_was.with_subsidiaries), _flag(entry.with_subsidiaries)),
    )
    return tuple(code for code, before, after in compared if set(after) - set(before) - {""})


def _all_names(subject: Subject) -> tuple[str, ...]:
    return (subject.name, *subject.other_names)


def _all_listed(entry: ListEntry) -> tuple[str, ...]:
    return (entry.name, *entry.aliases, *entry.weak)


def _names(written: Iterable[str], names: Normaliser) -> set[str]:
    return {names.plain(name).in_order for name in written}


def _known(country: str) -> tuple[str, ...]:
    return (country,) if country else ()


def _flag(value: bool) -> tuple[str, ...]:
    return ("yes",) if value else ()
