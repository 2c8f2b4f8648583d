"""What is sent with a form is bounded before a byte of it reaches the disk."""

from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class BoundedUploads(FileUploadHandler):
    """Stands before the handlers that keep files: a form that says it is too large is answered 400, and not read.

    Whoever shows neither a cookie nor a token has no page that takes files. A cookie may be made up, so this bounds
    the disk and is no right; each page looks at its own files' sizes besides, and says so in words.
    """

    def handle_raw_input(
        self, input_data: IO[bytes], META: Any, content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        """Raises RequestDataTooBig."""
        if content_length > (
            settings.MOST_UPLOADED if _is_somebody(self.request) else settings.MOST_UPLOADED_BY_NOBODY
        ):
            raise RequestDataTooBig("the form is too large")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """On to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The next handler has it."""
        return None


def _is_somebody(request: HttpRequest | None) -> bool:
    return request is not None and bool(request.COOKIES or request.headers.get("Authorization"))
