"""Runs in the child: takes a mail apart and names what is attached to it."""

from collections.abc import Iterator
from email.errors import MessageError
from email.parser import BytesParser
from typing import Any, BinaryIO

from samsvar.core.readers.results import FileProblem

PARTS = 500


def answers(file: BinaryIO) -> Iterator[Any]:
    """The name of each attachment, also of mails within the mail. Raises FileProblem `damaged`, `too_many_parts`."""
    file.seek(0)
    try:
        mail = BytesParser().parse(file)
        for count, part in enumerate(mail.walk()):
            if count > PARTS:
                raise FileProblem("too_many_parts", parts=count, limit=PARTS)
            name = part.get_filename()
            if name:
                yield {"name": str(name)[:300]}
    except (MessageError, ValueError, LookupError, TypeError, RecursionError) as problem:
        raise FileProblem("damaged") from problem
