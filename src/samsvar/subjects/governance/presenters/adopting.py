"""What the catalogue of shipped documents shows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samsvar.core.catalogues.governance import ShippedDocument, shipped_requirements
from samsvar.subjects.governance.models import DocumentKind, GoverningDocument


@dataclass(frozen=True)
class ShippedLine:
    """A shipped document; `held` where it is here already."""

    code: str
    name: str
    about: str
    kind: str
    requirements: int
    held: GoverningDocument | None


def shipped_lines(
    shipped: Iterable[ShippedDocument], held: Mapping[str, GoverningDocument], language: str
) -> list[tuple[str, list[ShippedLine]]]:
    """The documents by the organisation that owns them, in the catalogue's order."""
    kinds = dict(DocumentKind.choices)
    asked = Counter(each.document for each in shipped_requirements())
    groups: dict[str, list[ShippedLine]] = {}
    for each in shipped:
        line = ShippedLine(
            code=each.code,
            name=each.name.get(language, each.name["nb"]),
            about=each.about.get(language, each.about.get("nb", "")),
            kind=str(kinds[each.kind.value]),
            requirements=asked[each.code],
            held=held.get(each.code),
        )
        groups.setdefault(each.organisation, []).append(line)
    return list(groups.items())
