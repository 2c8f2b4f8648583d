"""A risk method as a form: every scale, table and threshold, on one screen."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.platform.ui.wording import LEVELS

Path = tuple[str | int, ...]
_BARE_LEVELS = [(level, str(level)) for level in (1, 2, 3, 4)]


class MethodForm(forms.Form):
    """The editable parts of a method's definition; what has no field is carried over from the version copied."""

    title = forms.CharField(max_length=200, label=_("Name"))
    reason = forms.CharField(
        max_length=2000,
        label=_("Why is the method changed?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands beside the version for those who read it later."),
    )

    def __init__(self, definition: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.places: dict[str, Path] = {}
        for name, path, label in _levels(definition):
            choices = _BARE_LEVELS if name.startswith("inherent_") else _level_choices()
            self._add(name, path, forms.TypedChoiceField(choices=choices, coerce=int, label=label))
        for name, path, label, low, high in _NUMBERS:
            self._add(name, path, forms.IntegerField(min_value=low, max_value=high, label=label))

    def _add(self, name: str, path: Path, field: forms.Field) -> None:
        field.initial = _at(self.definition, path)
        self.fields[name] = field
        self.places[name] = path

    def changed_definition(self) -> dict[str, Any]:
        """The definition with the form's values in it."""
        found: dict[str, Any] = deepcopy(dict(self.definition))
        for name, path in self.places.items():
            part: Any = found
            for step in path[:-1]:
                part = part[step]
            part[path[-1]] = self.cleaned_data[name]
        return found

    def group(self, prefix: str) -> list[forms.BoundField]:
        """The fields whose names begin so, in order."""
        return [self[name] for name in self.fields if name.startswith(prefix)]

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings; the matrix stands apart."""
        return [(words, self.group(prefix)) for prefix, words in _HEADINGS.items()]

    @property
    def matrix(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The table of inherent risk: product down, country across."""
        return [(row + 1, self.group(f"inherent_{row}_")) for row in range(4)]


_HEADINGS = {
    "unknown_": _("Unknown"),
    "freedom_": _("Country: Freedom in the World"),
    "ituc_": _("Country: Global Rights Index"),
    "word_": _("Product: the words of the high-risk list"),
    "service_": _("Service"),
    "supplier_": _("Supplier"),
}

_NUMBERS: list[tuple[str, Path, Any, int, int]] = [
    ("freedom_total", ("country", "freedom_house", 0, "total_at_least"), _("Free: total from"), 0, 100),
    ("supplier_warning", ("supplier", "warning_adds"), _("A warning adds"), 0, 3),
    ("supplier_assurance", ("supplier", "assurance_adds"), _("Code accepted and answer without gaps add"), -3, 0),
    ("supplier_months", ("supplier", "answer_months"), _("An answer counts for this many months"), 1, 120),
]


def _levels(definition: Mapping[str, Any]) -> list[tuple[str, Path, Any]]:
    found: list[tuple[str, Path, Any]] = [
        ("unknown_counts", ("unknown_counts_as",), _("What is unknown counts as")),
        ("unknown_country", ("country", "unknown_raises_to"), _("One unknown country raises the factor to")),
        ("unknown_not_listed", ("product", "not_listed"), _("A product that a complete list does not hold")),
    ]
    for place, row in enumerate(definition["country"]["freedom_house"]):
        label = _FREEDOM.get((row["status"], row.get("total_at_least") is None), row["status"])
        found.append((f"freedom_{place}", ("country", "freedom_house", place, "level"), label))
    found += [
        (f"ituc_{rating.replace('+', 'p')}", ("country", "ituc", rating), rating)
        for rating in definition["country"]["ituc"]
    ]
    words = definition["product"]["words"]
    found += [(f"word_{place}", ("product", "words", word), word) for place, word in enumerate(words)]
    found += [
        ("service_sector", ("service", "sector"), _("A sector with a generally applicable minimum wage")),
        ("service_none", ("service", "no_sector"), _("No such sector")),
        ("service_breach", ("service", "breach"), _("A confirmed open breach of wages or working conditions")),
        ("supplier_confirmed", ("supplier", "confirmed_impact_gives"), _("A confirmed open impact gives")),
        ("supplier_floor", ("supplier", "floor_when_very_high"), _("Never below this where product or country is 4")),
    ]
    found += [(f"inherent_{row}_{column}", ("inherent", row, column), "") for row in range(4) for column in range(4)]
    return found


_FREEDOM: dict[tuple[str, bool], Any] = {
    ("F", False): _("Free, at or above the total"),
    ("F", True): _("Free, below the total"),
    ("PF", True): _("Partly free"),
    ("NF", True): _("Not free"),
}


def _level_choices() -> list[tuple[int, str]]:
    return [(level, f"{level} {LEVELS[level]}") for level in (1, 2, 3, 4)]


def _at(definition: Any, path: Path) -> Any:
    for step in path:
        definition = definition[step]
    return definition
