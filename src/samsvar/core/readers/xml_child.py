"""Runs in the child: one XML document to plain answers, without entities, network or document type."""

import os
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from lxml import etree

from samsvar.core.readers.results import FileProblem

ELEMENTS = 500_000
_CHUNK = 1 << 16
_DEEPEST = 100

Plain = list[Any]
"""An element as [name, attributes, text, children]; names without their namespaces."""


def answers(file: BinaryIO) -> Iterator[Any]:
    """The namespace of the root, then the root as a plain tree. Raises FileProblem `doctype`, `malformed_xml`."""
    file.seek(0, os.SEEK_SET)
    _refuse_doctype(file)
    file.seek(0)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        tree = etree.parse(file, parser)
    except etree.XMLSyntaxError as problem:
        raise FileProblem("malformed_xml", row=problem.lineno or None) from problem
    if tree.docinfo.doctype:
        raise FileProblem("doctype")
    root = tree.getroot()
    yield {"namespace": etree.QName(root).namespace or ""}
    yield _plain(root, 0, [0])


def _refuse_doctype(file: BinaryIO) -> None:
    """expat stops where a DOCTYPE begins, before anything in it is declared or fetched."""

    def doctype(*_declared: object) -> None:
        raise FileProblem("doctype")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    try:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise FileProblem("malformed_xml", row=problem.lineno) from problem


def _plain(element: Any, depth: int, count: list[int]) -> Plain:
    count[0] += 1
    if depth > _DEEPEST or count[0] > ELEMENTS:
        raise FileProblem("unreadable", reason="size")
    children = [_plain(child, depth + 1, count) for child in element if isinstance(child.tag, str)]
    attributes = {etree.QName(name).localname: value for name, value in element.attrib.items()}
    return [etree.QName(element).localname, attributes, (element.text or "").strip(), children]
