"""An enterprise sets its own words for dimensions, and its own themes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from samsvar.platform.audit.actor import Actor
from samsvar.platform.audit.services import RowChange, changed, record, removed
from samsvar.platform.organisation.models import OrgUnit
from samsvar.platform.organisation.services.writing import NotAllowed, enterprise_key, save_values
from samsvar.registers.indicators import events
from samsvar.registers.indicators.codes import WordKind
from samsvar.registers.indicators.models import Goal, GoalWord, Indicator


@dataclass(frozen=True, slots=True)
class Named:
    """A dimension or theme: its code (empty for a new one) and its names."""

    code: str
    name_nb: str
    name_nn: str = ""
    name_en: str = ""


@transaction.atomic
def set_words(*, enterprise: OrgUnit, kind: WordKind, words: Sequence[Named], by: Actor, at: datetime) -> int:
    """Put the enterprise's words of a kind in the place of those it had, in their order. None: the shipped hold again.

    Returns how many rows changed. Raises NotAllowed `word_in_use` (fact `words`) for a theme that is left out while a
    goal or indicator has it, and `word_twice` (fact `words`).
    """
    held = {row.code: row for row in GoalWord.objects.filter(enterprise=enterprise, kind=kind)}
    wanted = {each.code or _free(each.name_nb, [one.code for one in words]): each for each in words}
    if len(wanted) != len(words):
        raise NotAllowed("word_twice", words=", ".join(each.name_nb for each in words))
    gone = [row for code, row in held.items() if code not in wanted]
    if kind == WordKind.THEME and wanted:
        _refuse_in_use(enterprise, gone)
    changes: list[RowChange] = []
    for number, (code, each) in enumerate(wanted.items(), start=1):
        told = {"number": number, "name_nb": each.name_nb, "name_nn": each.name_nn, "name_en": each.name_en}
        row = held.get(code)
        if row is None:
            row = GoalWord(enterprise=enterprise, kind=kind, code=code, **told)
            row.created_at = row.updated_at = at
            row.save()
            changes.append(changed(row))
        elif any(getattr(row, name) != value for name, value in told.items()):
            changes.append(save_values(row, told, at=at))
    for row in gone:
        changes.append(removed(row))
        row.delete()
    if changes:
        record(events.WORDS_SET, by=by, at=at, enterprise=enterprise_key(enterprise), rows=changes)
    return len(changes)


def _free(name: str, taken: Sequence[str]) -> str:
    code = slugify(name)[:50] or "x"
    return code if code not in taken else f"{code}-2"


def _refuse_in_use(enterprise: OrgUnit, gone: Sequence[GoalWord]) -> None:
    codes = [row.code for row in gone]
    used = {*Goal.objects.filter(enterprise=enterprise, theme__in=codes).values_list("theme", flat=True)}
    used |= {*Indicator.objects.filter(enterprise=enterprise, theme__in=codes).values_list("theme", flat=True)}
    if used:
        raise NotAllowed("word_in_use", words=", ".join(row.name_nb for row in gone if row.code in used))
