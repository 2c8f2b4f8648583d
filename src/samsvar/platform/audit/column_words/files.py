"""Columns in words: files, links and mail."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WORDS: Mapping[str, str | Promise] = {
    "owner_kind": pgettext_lazy("column", "Belongs to"),
    "label": pgettext_lazy("column", "File name"),
    "file_kind": pgettext_lazy("column", "File type"),
    "size": pgettext_lazy("column", "Size"),
    "issuer": pgettext_lazy("column", "Issued by"),
    "recipient": pgettext_lazy("column", "Recipient"),
    "scope": pgettext_lazy("column", "Scope"),
    "due_diligence_adverseimpact.scope": pgettext_lazy("column", "Scope: how many are affected"),
    "by_operator": pgettext_lazy("column", "Made by the operator"),
    "expires_at": pgettext_lazy("column", "Expires"),
    "spent_at": pgettext_lazy("column", "Used up"),
}
