"""What a reader sees of an event: its sentence, and each changed column as it was and as it is."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypedDict

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from samsvar.platform.audit.code_words import code_words
from samsvar.platform.audit.column_words import SILENT, column_words
from samsvar.platform.audit.kinds import KINDS
from samsvar.platform.audit.models import Event, EventRow

Shown = str | int | date | datetime | None

#: One changed column: the database table and key of its row, the column's name in words, its values. Days and instants
#: are left as such, for the page's own filters; choices, yes and no and rows pointed at are words.
Change = TypedDict("Change", {"table": str, "key": str, "field": str, "was": Shown, "is": Shown})

_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def words_for(event: Event, language: str, *, rows: int = 50) -> tuple[str, list[Change]]:
    """The event's sentence and the changes of its first `rows` rows. Forgotten content gives no changes."""
    with translation.override(language):
        return sentence_of(event), list(_changes(event, rows))


def sentence_of(event: Event) -> str:
    """The kind's words with the facts in them, in the active language; the code where no app declares the kind."""
    kind = KINDS.get(event.kind)
    if kind is None:
        return event.kind
    facts = {"actor": event.actor_name, "object": event.object_label, **event.about}
    try:
        return str(kind.words) % facts if _PLACEHOLDER.search(str(kind.words)) else str(kind.words)
    except (KeyError, TypeError, ValueError):
        return _PLACEHOLDER.sub(lambda found: str(facts.get(found[1], "…")), str(kind.words))


def _changes(event: Event, rows: int) -> Iterator[Change]:
    for row in EventRow.objects.filter(event=event).exclude(content="").order_by("position")[:rows]:
        sides = json.loads(row.content)
        was, now = sides.get("was") or {}, sides.get("is") or {}
        fields = _fields_of(row.table)
        for name in [*fields, *sorted({*was, *now} - set(fields))]:
            if {name, f"{row.table}.{name}"} & SILENT or (_empty(was.get(name)) and _empty(now.get(name))):
                continue
            field = fields.get(name)
            yield {
                "table": row.table,
                "key": row.row_key,
                "field": column_words(row.table, name),
                "was": _said(row.table, name, _shown(field, was.get(name))),
                "is": _said(row.table, name, _shown(field, now.get(name))),
            }


def _fields_of(table: str) -> Mapping[str, "models.Field[Any, Any]"]:
    for model in apps.get_models():
        if model._meta.db_table == table:
            ties: list[models.Field[Any, Any]] = list(model._meta.many_to_many)
            return {field.attname: field for field in [*model._meta.concrete_fields, *ties]}
    return {}


def _empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _shown(field: "models.Field[Any, Any] | None", value: Any) -> Shown:
    if _empty(value):
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.ForeignKey):
        return _pointed_at(field, value)
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.ManyToManyField):
        return "; ".join(_pointed_at(field, number) for number in value)
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return value if isinstance(value, int) else str(value)


def _said(table: str, name: str, shown: Shown) -> Shown:
    return code_words(table, name, shown) if isinstance(shown, str) else shown


def _pointed_at(field: "models.ForeignKey[Any, Any] | models.ManyToManyField[Any, Any]", value: Any) -> str:
    """What the row pointed at is called today; its number where it is gone or has no name."""
    model = field.related_model
    if model.__str__ is models.Model.__str__:
        return str(value)
    name = field.target_field.attname if isinstance(field, models.ForeignKey) else "pk"
    try:
        found = model._base_manager.filter(**{name: value}).first()
    except (FieldDoesNotExist, ValueError):
        found = None
    return str(found) if found is not None else str(value)
