"""Answers that are no page."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_file(content: bytes | str, name: str, content_type: str) -> HttpResponse:
    """An answer that is kept as a file of the name, whatever signs that has."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
