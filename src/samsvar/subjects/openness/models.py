"""What an enterprise says of itself on its public pages, in people's own words.

Invariant: `shown` is what anyone reads, as it stood when somebody published it; empty where nothing is published.
Writing on the text changes nothing that is public.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsvar.platform.access.scoping import OfEnterprise
from samsvar.platform.audit.records import Record
from samsvar.platform.organisation.models import OrgUnit, Person


class TextKind(models.TextChoices):
    HOW_WE_WORK = "how_we_work", _("How we work")
    COMPLAINTS = "complaints", _("How we handle complaints")
    SUPPLIER_CODE = "supplier_code", _("What we ask of suppliers")


class PublicText(Record):
    """One text in three languages, as it is written (`text_nb` …) and as it is public (`shown`: language to text)."""

    enterprise = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=TextKind.choices)
    text_nb = models.TextField(blank=True)
    text_nn = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    link = models.URLField(blank=True, help_text="the enterprise's own document")
    shown = models.JSONField(default=dict, blank=True)
    shown_link = models.URLField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfEnterprise.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind"], name="openness_text_once"),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=False) | models.Q(shown={}, shown_link=""),
                name="openness_shown_is_published",
            ),
        ]

    def __str__(self) -> str:
        return str(TextKind(self.kind).label)

    @property
    def written(self) -> dict[str, str]:
        """The text by language, without the empty ones."""
        held = {"nb": self.text_nb, "nn": self.text_nn, "en": self.text_en}
        return {language: text for language, text in held.items() if text.strip()}

    @property
    def differs(self) -> bool:
        """Whether what is written is other than what is public."""
        return (self.written, self.link) != (self.shown, self.shown_link)
