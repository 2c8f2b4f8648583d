"""Addresses of many suppliers at once, a line each: what the supplier is known by; address; name; language."""

import csv
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.results import CellProblem
from samsvar.core.readers.values.identifiers import parse_organisation_number
from samsvar.core.rules.questionnaires import LANGUAGES
from samsvar.registers.suppliers.names import folded
from samsvar.subjects.due_diligence.forms.campaigns.campaigns import address_of
from samsvar.subjects.due_diligence.selectors.campaigns.picking import Contact

MOST_LINES, MOST_FAULTS = 5_000, 100
Called = Callable[[Collection[str]], Mapping[str, Sequence[str]]]
"""From names and keys, case-folded, to what each supplier that has one is told by: its organisation number or key."""


_Line = tuple[int, str, str, Contact]


class ContactsForm(forms.Form):
    """Every line must be right, or none is taken; all that is wrong is told at once."""

    lines = forms.CharField(
        label=_("One supplier on each line"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=600_000,
        help_text=_(
            "Organisation number, or the supplier’s name as it stands here; e-mail address; name; language (nb, nn or "
            "en). The last two may be left out. Where several have the same name, write the code at the end of the "
            "address of the supplier’s page."
        ),
    )

    def __init__(self, *arguments: Any, called: Called, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.called = called

    def clean_lines(self) -> dict[str, Contact]:
        """By organisation number, or by the supplier's key where it was written or has no number."""
        faults: dict[int, str] = {}
        read: list[_Line] = []
        text = self.cleaned_data["lines"].replace("\t", ";")
        rows = csv.reader(text.splitlines(), delimiter=";")
        for number, cells in enumerate(rows, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            try:
                read.append((number, *_line(cells)))
            except forms.ValidationError as problem:
                faults[number] = problem.messages[0]
        if len(read) + len(faults) > MOST_LINES:
            raise forms.ValidationError(_("Take at most %(most)s lines at a time.") % {"most": MOST_LINES})
        found = self._by_supplier(read, faults)
        if faults:
            raise forms.ValidationError(_told(faults))
        return found

    def _by_supplier(self, read: Sequence[_Line], faults: dict[int, str]) -> dict[str, Contact]:
        """What was read, by supplier; what names none, several or one twice is told in `faults`."""
        known = self.called({word for _number, _written, word, _contact in read if not word.isdigit()})
        found: dict[str, Contact] = {}
        first: dict[str, int] = {}
        for number, written, word, contact in read:
            several = (word,) if word.isdigit() else known.get(word, ())
            if len(several) != 1:
                faults[number] = _several(written) if several else _unknown(written)
                continue
            (supplier,) = several
            if supplier in found:
                facts = {"line": first[supplier]}
                faults[number] = _("The same supplier as in line %(line)s. Keep one of them.") % facts
                continue
            found[supplier], first[supplier] = contact, number
        return found


def _line(cells: list[str]) -> tuple[str, str, Contact]:
    """What the supplier is called as written, and as it is looked up, and whom to write to."""
    called, address, name, language, *_rest = [*(cell.strip() for cell in cells), "", "", ""]
    if not called:
        raise forms.ValidationError(_("Write the organisation number or the name of the supplier first."))
    by_number = not any(letter.isalpha() for letter in called)
    word = _number(called) if by_number else folded(called)
    if not address:
        raise forms.ValidationError(_("Write an e-mail address, for example post@example.org."))
    if language and language not in LANGUAGES:
        raise forms.ValidationError(_("The language is nb, nn or en."))
    return called, word, Contact(name[:200], address_of(address), language or "nb")


def _number(called: str) -> str:
    try:
        return str(parse_organisation_number(called))
    except CellProblem:
        words = _("“%(text)s” is not an organisation number. Write nine digits, or the supplier’s name.")
        raise forms.ValidationError(words % {"text": called[:80]}) from None


def _unknown(word: str) -> str:
    words = _("No supplier is called “%(name)s”. Write it as in the list of suppliers, or the organisation number.")
    return str(words % {"name": word[:80]})


def _several(word: str) -> str:
    words = _("Several suppliers are called “%(name)s”. Write the organisation number, or the code in its address.")
    return str(words % {"name": word[:80]})


def _told(faults: Mapping[int, str]) -> list[str]:
    ordered = sorted(faults.items())
    told = [str(_("Line %(line)s: %(problem)s") % {"line": n, "problem": fault}) for n, fault in ordered[:MOST_FAULTS]]
    rest = len(ordered) - MOST_FAULTS
    return [*told, str(_("%(rest)s more lines are wrong.") % {"rest": rest})] if rest > 0 else told
