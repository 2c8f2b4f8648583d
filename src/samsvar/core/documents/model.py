"""A report as data: sections of blocks, blocks of inlines. The renderers in this package turn it into files.

Invariants: everything is frozen and made of tuples; texts are plain characters, never markup; an address that does
not lead to http, https or mailto cannot be stored; a table row has as many cells as the table has columns.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from samsvar.core.documents.svg import Svg

Language: TypeAlias = Literal["nb", "nn", "en"]
Status: TypeAlias = Literal["draft", "submitted", "approved", "published", "superseded"]
ColumnKind: TypeAlias = Literal["text", "number", "level"]
NoteKind: TypeAlias = Literal["law", "method", "advice"]

_OUTSIDE = re.compile(r"(?:https?://[^\s<>\"\\^`{|}/?#][^\s<>\"\\^`{|}]*|mailto:[^\s<>\"\\^`{|}]+)\Z", re.IGNORECASE)
_INSIDE = re.compile(r"[/#?](?!/)[^\s<>\"\\^`{|}]*\Z")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*\Z")


class UnsafeAddress(ValueError):
    """A link that leads elsewhere than to http, https or mailto."""


class BrokenDocument(ValueError):
    """Parts that do not fit together; the argument says which."""


def is_outside_address(address: str) -> bool:
    """Say whether ``address`` is an http, https or mailto address without blanks or quotes."""
    return bool(_OUTSIDE.match(address))


def is_followable_address(address: str) -> bool:
    """Say whether ``address`` is an outside address or a path within the application (``/…``, ``?…``, ``#…``)."""
    return bool(_INSIDE.match(address) or is_outside_address(address))


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words. A line feed is a line break. ``language`` is given only where it differs from what surrounds it."""

    text: str
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry weight, with inlines inside."""

    inlines: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the document. Raises :class:`UnsafeAddress` for other schemes than http, https and mailto."""

    text: str
    address: str

    def __post_init__(self) -> None:
        if not is_outside_address(self.address):
            raise UnsafeAddress(self.address[:80])


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A link to another section of the same document, by the section's id."""

    text: str
    section_id: str


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A figure that can be followed to its records.

    ``text`` is the figure as shown, ``value`` as machines read it (None: unknown), ``records`` the references of the
    records behind it, ``rule`` the code of the rule that counted them, ``edition`` of the sources. ``address`` is where
    a person with access sees the records.
    """

    id: str
    text: str
    value: int | str | None
    records: tuple[str, ...] = ()
    rule: str = ""
    edition: str = ""
    address: str | None = None

    def __post_init__(self) -> None:
        if self.address is not None and not is_followable_address(self.address):
            raise UnsafeAddress(self.address[:80])


@dataclass(frozen=True, slots=True)
class RiskLevel:
    """A risk level 1–4 with its word; None is unknown and shown as ``?``."""

    level: int | None
    word: str

    def __post_init__(self) -> None:
        if self.level is not None and self.level not in (1, 2, 3, 4):
            raise BrokenDocument("risk level")

    @property
    def shown(self) -> str:
        """The level in number and word, such as ``4 Svært høy`` or ``? Ukjent``."""
        return f"{'?' if self.level is None else self.level} {self.word}"


Inline: TypeAlias = Text | Strong | Link | SectionLink | FigureRef | RiskLevel
Inlines: TypeAlias = tuple[Inline, ...]


def line(*parts: str | Inline) -> Inlines:
    """Return inlines from a mix of plain words and inlines: ``line("Vi har ", figure, " avtaler.")``."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``language`` is given only where it differs from the document's."""

    inlines: Inlines
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section. ``level`` counts as sections do: 1 is the highest below the title."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class BulletList:
    """Points without order; each point is one or more blocks."""

    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Points in order, numbered from ``start``."""

    items: "tuple[tuple[Block, ...], ...]"
    start: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A table column. Numbers are right-aligned; ``row_header`` marks the cells that name their row; ``width`` is a
    weight among the text columns."""

    heading: str
    kind: ColumnKind = "text"
    row_header: bool = False
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; ``total`` marks a row that sums those above."""

    cells: tuple[Inlines, ...]
    total: bool = False


def row(*cells: "str | Inline | Inlines", total: bool = False) -> Row:
    """Return a row from plain words, single inlines and tuples of inlines."""
    return Row(tuple(cell if isinstance(cell, tuple) else line(cell) for cell in cells), total)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption that says the finding, and a note on source, edition and method."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Inlines = ()

    def __post_init__(self) -> None:
        if not self.columns:
            raise BrokenDocument("table without columns")
        for table_row in self.rows:
            if len(table_row.cells) != len(self.columns):
                raise BrokenDocument("cells in a row")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: ``alternative`` says the finding with its figures, ``caption`` what is drawn and from which sources.

    ``width`` is the share of the measure, above 0 and at most 1. ``table`` holds the same numbers.
    """

    svg: Svg
    alternative: str
    caption: str
    table: Table | None = None
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class FactList:
    """Facts as pairs of name and content."""

    facts: tuple[tuple[str, Inlines], ...]


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Two to four large figures, each with its unit in words."""

    figures: tuple[tuple[FigureRef, str], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A piece of law, method or advice quoted where it matters, with its source."""

    kind: NoteKind
    blocks: "tuple[Block, ...]"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A matter set apart under its own small heading."""

    title: str
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approved, in which role, when (UTC)."""

    name: str
    role: str = ""
    approved_at: datetime | None = None

    @property
    def shown(self) -> str:
        """Name and role, such as ``Kari Liksom, styreleder``."""
        return f"{self.name}, {self.role}" if self.role else self.name


@dataclass(frozen=True, slots=True)
class Signatures:
    """The names of those who approved, in the order given."""

    people: tuple[Approver, ...]


Block: TypeAlias = (
    Paragraph | Heading | BulletList | NumberedList | Table | Picture | FactList | KeyFigures | Note | Box | Signatures
)
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its id (letters, digits, ``_.-``), printed number (may be empty), title and level 1–4."""

    id: str
    number: str
    title: str
    blocks: Blocks
    level: int = 1
    language: Language | None = None

    def __post_init__(self) -> None:
        if not _ID.match(self.id):
            raise BrokenDocument("section id")
        if self.level not in (1, 2, 3, 4):
            raise BrokenDocument("section level")

    @property
    def heading(self) -> str:
        """Number and title as printed."""
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Completeness:
    """For one letter of the law's list: what is present and what is missing, as codes."""

    letter: str
    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. ``from_on`` and ``to_on`` are the first and last day it covers.

    ``lead`` is the introduction, ``facts`` one line on period, approval and publication, ``opening`` what stands
    before the first section. ``contents`` asks for a list of contents. Raises :class:`BrokenDocument` when two
    sections share an id. A link to a section that is not there is shown as plain words.
    """

    title: str
    enterprise: str
    language: Language
    year: int
    from_on: date
    to_on: date
    sections: tuple[Section, ...]
    subtitle: str = ""
    edition: int = 1
    status: Status = "draft"
    lead: Inlines = ()
    facts: Inlines = ()
    opening: Blocks = ()
    approved_by: tuple[Approver, ...] = ()
    completeness: tuple[Completeness, ...] = ()
    published_on: date | None = None
    keywords: tuple[str, ...] = ()
    contents: bool = False

    def __post_init__(self) -> None:
        ids = [section.id for section in self.sections]
        if len(ids) != len(set(ids)):
            raise BrokenDocument("section ids")
