"""Editions of published sources, side by side. Others name an edition by source and edition, never by foreign key."""

from django.db import models

from samsvar.platform.organisation.models import within_calendar


class Edition(models.Model):
    """One edition of one source, as it was read in. Rows are never changed: a correction is another edition."""

    source = models.CharField(max_length=30, help_text="freedom-house, ituc, cpi, dfo, supplement, minimum-wage, …")
    edition = models.CharField(max_length=20)
    order = models.IntegerField(help_text="the newest edition of a source has the highest")
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=200, blank=True)
    url = models.URLField(blank=True)
    published_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="e.g. an unofficial copy")
    incomplete = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    shipped = models.BooleanField(default=False)

    class Meta:
        constraints = [
            *within_calendar("published_on"),
            models.UniqueConstraint(fields=["source", "edition"], name="catalogues_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.edition}"


class EditionRow(models.Model):
    """One row of an edition: a code (a country's ISO3, a CPV prefix, category|product) and its values."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rows")
    code = models.CharField(max_length=250)
    values = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="catalogues_row_once")]
