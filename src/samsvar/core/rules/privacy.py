"""What a table holds about persons: why, on what ground, how long, and what becomes of it when somebody is forgotten.

Each app tells it of its own tables in its `privacy.py`. Source: the General Data Protection Regulation (EU) 2016/679,
Articles 5(1) (purpose, minimisation, storage limitation), 6(1) (grounds), 15 (access), 17 (erasure and its exceptions
in 17(3)) and 30 (records of processing), which are law in Norway by personopplysningsloven LOV-2018-06-15-38 § 1.
"""

from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """Why personal data may be held at all, by Article 6(1)."""

    NO_PERSONS = "no_persons"
    LEGAL_DUTY = "legal_duty"
    PUBLIC_TASK = "public_task"
    SAFE_RUNNING = "safe_running"


class Fate(StrEnum):
    """What becomes of a row when the person it is about is forgotten."""

    KEPT = "kept"
    BLANKED = "blanked"


@dataclass(frozen=True)
class Holding:
    """One table.

    `about` are the references to an account; `through` those that lead to one by another row (`signer__person_id`), as
    where somebody's signature hangs on their place among those who sign; `address` the columns with an e-mail address
    and `names` those where a person's name is written. `harmless` are the columns that tell nothing of a person beside
    these: all other columns count as personal, so a new one is until somebody has thought of it. `blanked` are emptied
    when somebody is forgotten; `why_kept` says to a reader what asks for the rest to stay: a text, or what becomes one.

    `of_others`: the names and addresses written in a row are not those of the account it refers to, as where somebody
    handles what another has asked. Then the address alone makes them a person's own, to be shown and emptied.
    """

    purpose: str
    ground: Ground = Ground.NO_PERSONS
    kept: str = ""
    harmless: frozenset[str] = frozenset()
    about: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    fate: Fate = Fate.KEPT
    blanked: tuple[str, ...] = ()
    why_kept: object = ""
    of_others: bool = False

    @property
    def of_persons(self) -> bool:
        """Whether the table holds anything about a person."""
        return self.ground != Ground.NO_PERSONS


def no_persons(purpose: str) -> Holding:
    """A table that holds nothing about a person."""
    return Holding(purpose)


def columns(names: str) -> frozenset[str]:
    """Names of columns, parted by blanks; those that every row has are added."""
    return frozenset(names.split()) | {"id", "key", "version", "created_at", "updated_at"}


def faults(table: str, held: Holding, stored: frozenset[str]) -> list[str]:
    """What is wrong with what an app says of a table whose columns are `stored`."""
    named = set(held.about) | set(held.address) | set(held.names) | set(held.blanked)
    named |= {f"{path.partition('__')[0]}_id" for path in held.through}
    found = [f"{table}: there is no column {name}" for name in sorted(named - stored)]
    if not held.purpose:
        found.append(f"{table}: says no purpose")
    if held.of_persons and not held.kept:
        found.append(f"{table}: does not say how long it is kept")
    if held.of_persons and held.fate == Fate.KEPT and not held.why_kept:
        found.append(f"{table}: is kept when somebody is forgotten, and does not say why")
    if held.fate == Fate.BLANKED and not held.blanked:
        found.append(f"{table}: does not say which columns are emptied")
    if not held.of_persons and (held.about or held.through or held.address or held.names):
        found.append(f"{table}: says that it holds nothing about persons, and names columns that do")
    return found
