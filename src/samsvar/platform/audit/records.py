"""What every editable row has in common: a random key for addresses, a version, and two instants."""

import secrets
from base64 import b32encode
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

_ALPHABET = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789abcdefghjkmnpqrstvwxyz")


def new_key() -> str:
    """Sixteen characters, 80 random bits, without letters that are mistaken for figures."""
    return b32encode(secrets.token_bytes(10)).translate(_ALPHABET).decode()


class Recorded(models.Model):
    """A row whose every change leaves an event; `samsvar audit verify --records` compares it with its last one."""

    #: Columns that change without an event (when last used, a password's hash): neither kept nor compared.
    unrecorded: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def as_recorded(self) -> dict[str, Any]:
        """All stored columns by name, as plain values: what the audit trail keeps and digests, beside its ties."""
        return {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.attname not in self.unrecorded
        }

    def concerns_person(self) -> str:
        """The key of the person whose personal content stands in the row; empty where it is nobody's."""
        return ""


class Record(Recorded):
    """An editable row.

    `key` is its address in pages, API and audit (never the running number). `version` goes up by one with each
    save through a service; a form sends back the version it was opened with, and a stale one is refused.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True


if TYPE_CHECKING:  # Django's fields take no arguments at run time
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class PathField(_Text):
    """A materialised path compared byte by byte on every database."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        found = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            found["collation"] = "C"
        return found
