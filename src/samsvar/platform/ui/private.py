"""Answers that are for their reader alone."""

from typing import TypeVar

from django.http import HttpResponse

Answer = TypeVar("Answer", bound=HttpResponse)


def kept_private(answer: Answer) -> Answer:
    """The answer, told to be kept by no browser and shown by no search: it holds what somebody wrote, or a number."""
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
