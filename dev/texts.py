"""Gathers the texts of the pages into translation files, checks them, and compiles them.

./run texts [APP …]            gather: keeps translations, drops dead texts, lists what lacks bokmål or nynorsk
./run texts --check [APP …]    change nothing; fail on missing, unsure or outdated texts and other placeholders
./run texts --compile          write the compiled files where a text is newer

APP is a folder under src/samsvar, e.g. platform/ui; none means all. Each app owns locale/nb and locale/nn.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from template_texts import texts

HERE = Path(__file__).resolve().parent.parent
PACKAGE = HERE / "src/samsvar"
LANGUAGES = ("nb", "nn")
ALSO = ("front/cli",)
KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%([sd])")
Key = tuple[str, str | tuple[str, str]]


def apps(chosen: list[str]) -> list[Path]:
    """The folders that own translations: every Django app, and the command line."""
    every = sorted({file.parent for file in PACKAGE.rglob("apps.py")} | {PACKAGE / name for name in ALSO})
    if not chosen:
        return every
    wanted = [PACKAGE / name.removeprefix("src/samsvar/").rstrip("/") for name in chosen]
    for folder in wanted:
        if folder not in every:
            raise SystemExit(f"No app in {folder}")
    return wanted


def key(message: Message) -> Key:
    return (message.context or "", message.id)


def _python(folder: Path) -> Iterator[Key]:
    for file in sorted(folder.rglob("*.py")):
        if "migrations" in file.parts:
            continue
        for _line, message, _comments, context in extract_from_file("python", str(file), keywords=KEYWORDS):
            if message:
                yield context or "", tuple(message) if isinstance(message, list | tuple) else message


def _templates(folder: Path) -> Iterator[Key]:
    for file in sorted((folder / "templates").rglob("*")):
        if file.suffix not in (".html", ".txt", ".xml"):
            continue
        try:
            for text in texts(file.read_text(encoding="utf-8")):
                yield text.context, (text.message, text.plural) if text.plural else text.message
        except ValueError as wrong:
            raise SystemExit(f"{file}: {wrong}") from wrong


def gathered(folder: Path) -> set[Key]:
    """Every text of the app. One with a plural form takes the place of the same text without."""
    found = {one for one in (*_python(folder), *_templates(folder)) if one[1] != ""}
    plural = {(context, message[0]) for context, message in found if isinstance(message, tuple)}
    return {one for one in found if one not in plural}


def po_file(folder: Path, language: str) -> Path:
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def read(file: Path, language: str) -> Catalog:
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as opened:
        return read_po(opened, locale=language)


def translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return bool(strings) and all(strings) and (not message.pluralizable or len(strings) == 2)


def merged(wanted: set[Key], old: Catalog, known: dict[Key, Message], language: str) -> Catalog:
    """The wanted texts with the translations there are; one that another app has translated is borrowed."""
    kept = {key(message): message for message in old if message.id}
    new = Catalog(locale=language)
    for context, message in sorted(wanted, key=lambda one: (str(one[1]), one[0])):
        found = kept.get((context, message))
        if found is None or not translated(found):
            found = known.get((context, message), found)
        string = found.string if found is not None else None
        flags = ["fuzzy"] if found is not None and found.fuzzy else []
        new.add(message, string, context=context or None, flags=flags)
    return new


def written(catalog: Catalog, language: str) -> bytes:
    """The file as it is kept: sorted, without dates, places or line numbers."""
    body = BytesIO()
    write_po(body, catalog, width=110, no_location=True, omit_header=True, sort_output=True)
    return HEADER.format(language=language).encode() + body.getvalue()


def placeholders(text: str) -> set[str]:
    return {found.group(0) for found in PLACEHOLDER.finditer(text.replace("%%", ""))}


def faults(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    if message.fuzzy:
        yield "unsure"
    if not translated(message):
        yield "lacks a translation"
        return
    if message.pluralizable:
        every = placeholders(message.id[0]) | placeholders(message.id[1])
        if not placeholders(message.string[0]) <= every or placeholders(message.string[1]) != placeholders(
            message.id[1]
        ):
            yield "other placeholders than the text"
    elif placeholders(message.string) != placeholders(message.id):
        yield "other placeholders than the text"


def known_texts(language: str) -> dict[Key, Message]:
    """Translations of all apps, the first that has one."""
    found: dict[Key, Message] = {}
    for folder in apps([]):
        for message in read(po_file(folder, language), language):
            if message.id and translated(message) and not message.fuzzy:
                found.setdefault(key(message), message)
    return found


def go_through(chosen: list[str], check: bool) -> int:
    """Gathers or checks; returns the number of faults."""
    wrong = 0
    known = {language: known_texts(language) for language in LANGUAGES}
    for folder in apps(chosen):
        wanted = gathered(folder)
        for language in LANGUAGES:
            file = po_file(folder, language)
            old = read(file, language)
            new = merged(wanted, old, {} if check else known[language], language)
            text = written(new, language)
            name = file.relative_to(HERE)
            if not wanted and not file.exists():
                continue
            if check and (not file.exists() or file.read_bytes() != text):
                print(f"{name}: out of date; run ./run texts {folder.relative_to(PACKAGE)}")
                wrong += 1
            elif not check and (not file.exists() or file.read_bytes() != text):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text)
            for message in new:
                for fault in faults(message) if message.id else ():
                    print(f"{name}: {fault}: {message.id!r}")
                    wrong += 1
            for message in new if check else ():
                other = known[language].get(key(message)) if message.id else None
                if other is not None and translated(message) and other.string != message.string:
                    print(f"{name}: another app says {other.string!r} for {message.id!r}")
                    wrong += 1
    return wrong


def compile_texts() -> None:
    """Writes django.mo beside each django.po that is newer."""
    for source in PACKAGE.rglob("locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        made = BytesIO()
        write_mo(made, read(source, source.parent.parent.name))
        unfinished = target.with_name(f".{target.name}.{id(made)}")
        unfinished.write_bytes(made.getvalue())
        unfinished.replace(target)


def main() -> int:
    words = argparse.ArgumentParser(description="Gathers, checks and compiles the texts of the pages.")
    words.add_argument("apps", nargs="*", metavar="APP")
    words.add_argument("--check", action="store_true")
    words.add_argument("--compile", action="store_true")
    chosen = words.parse_args()
    if chosen.compile:
        compile_texts()
        return 0
    wrong = go_through(chosen.apps, chosen.check)
    if not chosen.check:
        compile_texts()
        print(f"{wrong} to translate or correct" if wrong else "All texts have bokmål and nynorsk", file=sys.stderr)
        return 0
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
