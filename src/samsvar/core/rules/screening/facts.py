"""What is compared, and what a comparison gives: facts and codes. Whether two are one is for a person to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody to screen: a supplier, or a factory in its chain. `country` ISO 3166 alpha-3, empty for unknown."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    country: str = ""
    numbers: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry of a list. Countries alpha-3, none for unknown. `weak`: aliases too short or common to stand alone.

    `with_subsidiaries`: the list means the companies beneath it too, without naming them.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    with_subsidiaries: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pair is a candidate, or what is known beside it.

    Codes: `same_number` (facts `number`), `same_name`, `alike_name` (`ours`, `listed`, `likeness`); beside these
    `other_name` (the name that is alike is not the main one: `whose` is `ours`, `listed` or `both`), `same_country`,
    `other_country` (`ours`, `listed`), `country_unknown` (`whose`), `place_in_address` (`place`), `with_subsidiaries`.
    """

    code: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair for a person to judge. `likeness` of the names in per cent; 100 where they are the same."""

    subject: str
    entry: str
    likeness: int
    reasons: tuple[Reason, ...]
