"""The file of governing documents."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from samsvar.core.readers.documents import document_format, read_documents
from samsvar.platform.access.permissions import Permission
from samsvar.platform.imports.outcome import ImportOutcome
from samsvar.platform.imports.registry import ImportKind, by_itself, suggested
from samsvar.subjects.governance.services.importing import import_documents


def _save(*, on: date, **given: Any) -> ImportOutcome:
    return import_documents(**given)


DOCUMENTS = ImportKind(
    word="documents",
    name=_("Governing documents"),
    about=_("Documents with kind, number, who decided them in which case, and how often they are reviewed."),
    read=by_itself(read_documents),
    save=_save,
    permission=Permission.MANAGE_DOCUMENTS,
    columns=suggested(document_format().columns),
    listed="governance:documents",
)
