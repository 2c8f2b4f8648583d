"""What no line of the code does: run text from outside, draw secrets by chance, write markup from a script."""

import re
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "samsvar"
#: Modules that can run code when they read, and the one that draws by chance.
MODULES = r"^\s*(?:import|from)\s+(?:pickle|marshal|shelve|dill|yaml|jsonpickle|random)\b"
RUNS = r"(?<![\w.\"'`])(?:eval|exec|compile|__import__)\("
SHELLS = r"\bos\.(?:system|popen)\(|shell\s*=\s*True|getoutput\(|subprocess\.\w+\(\s*[rf]{0,2}[\"']"
#: Ciphers, modes, paddings and hashes that are broken or too short; SHA-1 may find a line in a list, and says so.
WEAK = r"\b(?:ECB|CBC|Fernet|ARC4|TripleDES|Blowfish|PKCS1v15|MD5|SHA1|md5)\b|\bsha1\((?!.*usedforsecurity=False)"
#: A path through XML that is not written out, a pattern with a part that is neither constant nor escaped (`named`).
PATTERNS = r"\.xpath\((?![\"'])|\bre\.\w+\(\s*r?fr?[\"'](?=.*(?<!\{)\{(?!\{|named\}|[A-Z_]+\}))"
#: SQL with a value put into its text; names of tables and columns of ours are, where ruff's S608 is answered for.
SQL = r"execute(?:many)?\([^,\n]*(?:% \(|%\s*[a-z_]+\)|\+ *[a-z])"
#: In scripts: text as markup or code, messages between windows, what stays in the browser, ways into a prototype.
IN_SCRIPTS = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|[\"']message[\"']"
    r"|localStorage|sessionStorage|indexedDB|document\.cookie|__proto__|\.prototype\s*(?:\[|\.\w+\s*=)|Object\.assign"
)
FROM_ELSEWHERE = r"<(?:script|link|img|iframe|object|embed)\b[^>]*\b(?:src|href|data)=\"(?:https?:)?//"


@cache
def texts(pattern: str) -> dict[str, str]:
    """Each file of the package, but for what is fetched and what migrations say."""
    files = (file for file in PACKAGE.rglob(pattern) if not {"vendor", "migrations"} & set(file.parts))
    found = {str(file.relative_to(PACKAGE)): file.read_text(encoding="utf-8") for file in files}
    assert found
    return found


def lines_with(pattern: str, files: str) -> list[str]:
    wanted = re.compile(pattern, re.M)
    return [f"{file}: {hit[0].strip()}" for file, text in texts(files).items() for hit in wanted.finditer(text)]


def test_nothing_reads_or_runs_text_as_code_or_gives_it_to_a_shell() -> None:
    assert lines_with(f"{MODULES}|{RUNS}|{SHELLS}", "*.py") == []


def test_no_pattern_no_path_through_xml_and_no_query_is_put_together_from_text() -> None:
    assert lines_with(f"{PATTERNS}|{SQL}", "*.py") == []


def test_no_weak_cipher_or_hash_is_used() -> None:
    assert lines_with(WEAK, "*.py") == []


def test_scripts_write_text_only_and_keep_nothing_in_the_browser() -> None:
    assert lines_with(IN_SCRIPTS, "static/**/*.js") == []


def test_no_page_takes_anything_from_elsewhere() -> None:
    assert lines_with(FROM_ELSEWHERE, "*.html") == []
