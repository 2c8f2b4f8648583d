"""The child process of ``typesetting``: reads one order as JSON, writes one file's bytes. Knows nothing of Samsvar."""

import json
import resource
import sys
import unicodedata
from typing import Any

import typst

PIXELS_PER_INCH = 200
# Inter and Libertinus hold all of Basic Latin, Latin-1 and Latin Extended-A.
LAST_SURELY_SHOWN = "\u017f"
MOST_PROBED = 2000
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def main() -> None:
    """Compile the ordered template under the ordered limits; typst's own words go to standard error."""
    order = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (order["memory_bytes"], order["memory_bytes"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    fonts = typst.Fonts(include_system_fonts=False, font_paths=order["fonts"])
    compiled = typst.Compiler(order["template"], root=order["root"], font_paths=fonts).compile(
        format=order["format"],
        ppi=PIXELS_PER_INCH,
        sys_inputs=showable(order, fonts),
        pdf_standards=order["standards"],
    )
    if not isinstance(compiled, bytes):
        sys.exit("more than one page, or none")
    sys.stdout.buffer.write(compiled)


def showable(order: dict[str, Any], fonts: typst.Fonts) -> dict[str, str]:
    """Return the inputs with characters that no font holds as U+FFFD: the standards refuse a file with one missing."""
    inputs: dict[str, str] = order["inputs"]
    standards: list[Any] = order["standards"]
    unsure = sorted({sign for text in inputs.values() for sign in text if sign > LAST_SURELY_SHOWN})
    if not standards or not unsure:
        return inputs
    probed, rest = unsure[:MOST_PROBED], unsure[MOST_PROBED:]
    compiler = typst.Compiler(order["probe"], root=order["root"], font_paths=fonts)
    missing = _missing(probed, compiler, standards) + rest
    table = {ord(sign): "" if unicodedata.category(sign) in ("Cf", "Mn", "Me") else REPLACEMENT for sign in missing}
    return {name: text.translate(table) for name, text in inputs.items()}


def _missing(characters: list[str], compiler: typst.Compiler, standards: list[Any]) -> list[str]:
    """Return the characters that cannot be shown, found by halving."""
    try:
        compiler.compile(format="pdf", sys_inputs={"characters": " ".join(characters)}, pdf_standards=standards)
    except typst.TypstError:
        if len(characters) == 1:
            return characters
        half = len(characters) // 2
        return _missing(characters[:half], compiler, standards) + _missing(characters[half:], compiler, standards)
    return []


if __name__ == "__main__":
    main()
