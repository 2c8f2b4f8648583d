"""An XML document that was parsed in the child, as a tree of plain elements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from samsvar.core.readers.child_process import answers
from samsvar.core.readers.results import FileProblem, Source
from samsvar.core.readers.sources import XML_LIMIT, opened
from samsvar.core.readers.upload import checked_kind


@dataclass(frozen=True, slots=True)
class Element:
    """An element without namespaces. `text` is what stands before the first child, trimmed."""

    name: str
    attributes: Mapping[str, str]
    text: str
    children: tuple["Element", ...]

    def all(self, path: str) -> Iterator["Element"]:
        """Elements by a path of names from here, e.g. `Party/PartyName/Name`."""
        name, _, rest = path.partition("/")
        for child in self.children:
            if child.name == name:
                if rest:
                    yield from child.all(rest)
                else:
                    yield child

    def first(self, path: str) -> "Element | None":
        """The first element by a path, None where there is none."""
        return next(self.all(path), None)

    def value(self, path: str) -> str:
        """The text of the first element by a path; empty where there is none."""
        found = self.first(path)
        return found.text if found else ""


def read_xml(source: Source, name: str, limit: int = XML_LIMIT) -> tuple[str, Element]:
    """The namespace of the root, and the root. Raises FileProblem, e.g. for a file with a DOCTYPE."""
    with opened(source, limit) as (file, _size):
        kind = checked_kind(file, name)
        if kind != "xml":
            raise FileProblem("wrong_type", expected="xml", found=kind)
        about, root = answers("xml", file)
    return about["namespace"], _element(root)


def _element(plain: list[Any]) -> Element:
    name, attributes, text, children = plain
    return Element(name, attributes, text, tuple(map(_element, children)))
