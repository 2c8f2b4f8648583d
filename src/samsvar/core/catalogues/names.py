"""Codes from what people write, and names from codes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from samsvar.core.catalogues.editions import CatalogueMissing, Edition, load_edition
from samsvar.core.rules.risk import RiskCatalogues

UNKNOWN_COUNTRY = "?"
_UNKNOWN_MARKS = frozenset({"?", "ukjent", "ukjend", "unknown"})
_NO_SECTOR = frozenset({"none", "ingen"})
_CPV = re.compile(r"(\d{8})(?:-?(\d))?$")


@dataclass(frozen=True, slots=True)
class Match:
    """What a text was taken to be. `code` None: nothing fits, or several do; `nearest` are the codes it may mean."""

    code: str | None
    nearest: tuple[str, ...] = ()


def match_country(text: str) -> Match:
    """The ISO alpha-3 code of a country written as alpha-2, alpha-3, or by a Norwegian or English name.

    `?` and *ukjent* are the unknown country `?`. A name that two countries share (Kongo) matches neither and names
    both. Upper or lower case, spacing and an English article before the name do not matter.
    """
    name = _folded(text)
    if name in _UNKNOWN_MARKS:
        return Match(UNKNOWN_COUNTRY)
    known = _country_index()
    found = known.get(name) or known.get(name.removeprefix("the "), ())
    return Match(found[0]) if len(found) == 1 else Match(None, found or _nearest(name, known))


def country_name(code: str, language: str) -> str:
    """The name of a country in `nb`, `nn` or `en`; the code itself where it is not known."""
    return _text("countries", code, "name", language)


def match_cpv(text: str) -> Match:
    """The eight digits of a CPV code, with or without its check digit, where the code list holds it.

    The check digit is not verified: the list carries none. Where the list does not hold the code, `nearest` is the
    closest group above it that the list does hold. Without the list every code of the right form matches.
    """
    found = _CPV.match(text.strip().replace(" ", ""))
    if found is None:
        return Match(None)
    code = found.group(1)
    held = _rows("cpv")
    if held is None or code in held.rows:
        return Match(code)
    above = (code[:length].ljust(8, "0") for length in range(7, 1, -1))
    return Match(None, tuple(group for group in above if group in held.rows)[:1])


def cpv_name(code: str, language: str) -> str:
    """The name of a CPV code; in nynorsk the bokmål name, since the publisher has no other. Else the code itself."""
    return _text("cpv", code.partition("-")[0], "name", language)


def match_sector(text: str) -> Match:
    """The code of a sector with a generally applicable minimum wage, from its code or Norwegian or English name.

    *ingen* is `none`.
    """
    name = _folded(text)
    if name in _NO_SECTOR:
        return Match("none")
    known = _index("minimum-wage")
    found = known.get(name, ())
    return Match(found[0]) if len(found) == 1 else Match(None, found or _nearest(name, known))


def sector_name(code: str, language: str) -> str:
    """The name of a minimum-wage sector in the language; the code itself where it is not held."""
    return _text("minimum-wage", code, "name", language)


def match_high_risk_name(text: str, catalogues: RiskCatalogues) -> Match:
    """The product or category of the high-risk lists that a text names, spelt as there; else the nearest three."""
    found = catalogues.match_name(text)
    if found is not None:
        return Match(found[1] or found[0])
    names = {_folded(name): (name,) for name in catalogues.product_names()}
    return Match(None, _nearest(_folded(text), names))


def row_text(source: str, code: str, column: str, language: str) -> str:
    """A text of a row that is held per language (`name_nb`, `note_nb` …); empty where there is none."""
    edition = _rows(source)
    row = edition.rows.get(code, {}) if edition is not None else {}
    for each in (language, "nb", "en"):
        if text := row.get(f"{column}_{each}"):
            return str(text)
    return ""


def row_number(source: str, code: str, column: str) -> int:
    """A whole number of a row that is held. Raises KeyError for another row, ValueError where it is no number."""
    found = load_edition(source).rows[code][column]
    if not isinstance(found, int):
        raise ValueError(f"{source} {code}: {column} is no number")
    return found


def _text(source: str, code: str, column: str, language: str) -> str:
    return row_text(source, code, column, language) or code


def _rows(source: str) -> Edition | None:
    try:
        return load_edition(source)
    except CatalogueMissing:
        return None


@cache
def _country_index() -> dict[str, tuple[str, ...]]:
    """Codes and names to alpha-3. A code or a name proper wins over other spellings."""
    return _index("countries")


@cache
def _index(source: str) -> dict[str, tuple[str, ...]]:
    edition = _rows(source)
    proper: dict[str, set[str]] = {}
    other: dict[str, set[str]] = {}
    for code, row in edition.rows.items() if edition is not None else ():
        names = [
            code,
            *(str(row[column]) for column in ("alpha_2", "name_nb", "name_nn", "name_en") if row.get(column)),
        ]
        _add(proper, names, code)
        _add(other, str(row.get("aliases") or "").split("|"), code)
    return {name: tuple(sorted(codes)) for name, codes in {**other, **proper}.items()}


def _add(index: dict[str, set[str]], names: Iterable[str], code: str) -> None:
    for name in names:
        if name:
            index.setdefault(_folded(name), set()).add(code)


def _nearest(name: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The codes of the three likeliest names, likeliest first; names unlike it and bare codes are left out."""
    if len(name) < 4:
        return ()
    names = [each for each in known if len(each) > 3]
    process, fuzz = import_module("rapidfuzz.process"), import_module("rapidfuzz.fuzz")  # for mistyped names alone
    likely = process.extract(name, names, scorer=fuzz.ratio, limit=6, score_cutoff=60)
    return tuple(dict.fromkeys(code for match, _, _ in likely for code in known[match]))[:3]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
