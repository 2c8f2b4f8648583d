"""Editions in words: what the columns are called, and what is to be known about a source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from samsvar.core.catalogues import load_edition, load_source, source_ids, title_in
from samsvar.core.rules.risk.sources import Values
from samsvar.platform.ui.countries import country_name
from samsvar.platform.ui.language import current_language
from samsvar.registers.catalogues.column_names import COLUMNS
from samsvar.registers.catalogues.models import Edition
from samsvar.registers.catalogues.selectors import MovedRow

Words = str | Promise

#: Terms that are words and not the name of a licence. Terms of an edition read in by an enterprise stand as they are.
TERMS: dict[str, Words] = {
    "Facts with attribution": gettext_lazy("Facts with attribution"),
    "Figures with attribution": gettext_lazy("Figures with attribution"),
    "Free use with attribution": gettext_lazy("Free use with attribution"),
    "own words": gettext_lazy("own words"),
    "NLOD 2.0 (regulations)": gettext_lazy("NLOD 2.0 (regulations)"),
    "Public domain (US)": gettext_lazy("Public domain (US)"),
}
_OTHER_LANGUAGES = {"nb": ("_nn", "_en"), "nn": ("_nb", "_en"), "en": ("_nb", "_nn")}


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """A source with its editions, newest first, and what is to be known about it."""

    source: str
    title: str
    publisher: str
    licence: str
    url: str
    note: str
    editions: tuple[tuple[Edition, str], ...]


def sources(editions: Iterable[Edition]) -> list[SourceGroup]:
    """The editions gathered by source, by title. A note follows the language where the source ships."""
    held: dict[str, list[Edition]] = {}
    for edition in editions:
        held.setdefault(edition.source, []).append(edition)
    groups = [_group(source, found) for source, found in held.items()]
    return sorted(groups, key=lambda group: group.title.casefold())


def columns_of(rows: Iterable[Values]) -> list[tuple[str, str]]:
    """The columns that hold something, each with its name; of several languages only the reader's."""
    filled: dict[str, None] = {}
    listed: set[str] = set()
    for values in rows:
        filled.update(dict.fromkeys(name for name, value in values.items() if value not in (None, "")))
        listed.update(name for name, value in values.items() if isinstance(value, list))
    left_out = _OTHER_LANGUAGES[current_language()]
    hidden = {"url", "aliases"} - listed
    return [(name, column_name(name)) for name in filled if not name.endswith(left_out) and name not in hidden]


def column_name(name: str) -> str:
    """A column's name in the reader's language; the code where it has none."""
    plain = name.rsplit("_", 1)[0] if name.endswith(("_nb", "_nn", "_en")) else name
    return str(COLUMNS.get(plain, plain.replace("_", " ").capitalize()))


def cells(values: Values, columns: Iterable[tuple[str, str]]) -> list[str]:
    """A row's values under the columns; empty where there is none."""
    return ["" if values.get(name) is None else _plain(values[name]) for name, _ in columns]


def row_name(source: str, code: str) -> str:
    """What a row is about: a country by name, else its code."""
    return country_name(code, current_language()) if len(code) == 3 and code.isalpha() and code.isupper() else code


def differences(moved: Iterable[MovedRow]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Rows that differ: what each is about, and per column its name, what it was and what it is."""
    return [(row_name("", row.code), _changes(row.was or {}, row.now or {})) for row in moved]


def _changes(was: Values, now: Values) -> list[tuple[str, str, str]]:
    names: Mapping[str, None] = dict.fromkeys([*was, *now])
    return [
        (column_name(name), _shown(was.get(name)), _shown(now.get(name)))
        for name in names
        if was.get(name) != now.get(name) and not name.endswith(_OTHER_LANGUAGES[current_language()])
    ]


def _shown(value: object) -> str:
    return "–" if value in (None, "") else _plain(value)


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def licence_words(licence: str) -> str:
    """The terms of an edition in the reader's language: ``own words`` after a licence's name, and the like."""
    return "; ".join(str(TERMS.get(part, part)) for part in licence.split("; "))


def _group(source: str, editions: list[Edition]) -> SourceGroup:
    newest = editions[0]
    title, note = newest.title, newest.note
    if source in source_ids():
        about = load_source(source)
        title, note = title_in(about.title, current_language()), title_in(about.note, current_language())
    noted = tuple((edition, _note(edition)) for edition in editions)
    return SourceGroup(source, title, newest.publisher, licence_words(newest.licence), newest.url, note, noted)


def _note(edition: Edition) -> str:
    if not edition.shipped:
        return edition.note
    try:
        return title_in(load_edition(edition.source, edition.edition).note, current_language())
    except LookupError:
        return edition.note
