"""The child process of ``typesetting``: reads one order as JSON, writes one file's bytes. Knows nothing of Samsvar."""

import json
import resource
import sys

import typst

PIXELS_PER_INCH = 200


def main() -> None:
    """Compile the ordered template under the ordered limits; typst's own words go to standard error."""
    order = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (order["memory_bytes"], order["memory_bytes"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    compiled = typst.compile(
        order["template"],
        root=order["root"],
        font_paths=order["fonts"],
        ignore_system_fonts=True,
        format=order["format"],
        ppi=PIXELS_PER_INCH,
        sys_inputs=order["inputs"],
        pdf_standards=order["standards"],
    )
    if not isinstance(compiled, bytes):
        sys.exit("more than one page, or none")
    sys.stdout.buffer.write(compiled)


if __name__ == "__main__":
    main()
