"""Letters as they are compared: Latin without marks, from Latin, Cyrillic and Greek. Others stand as they are."""

import unicodedata

# Letters that no decomposition takes the mark from, and Cyrillic and Greek by ISO 9 in the spelling that passports
# and company registers use (no marks). Two spellings of one sound are left to the likeness of words.
_LATIN = {
    **{"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "a", "ʻ": "", "ʼ": ""},
    **{"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ĳ": "ij"},
}
_CYRILLIC = {
    **dict(zip("абвгдезиклмнопрстуфыэ", "abvgdeziklmnoprstufye", strict=True)),
    **{"ё": "e", "й": "y", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": ""},
    **{"ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj"},
    **{"ћ": "c", "ђ": "d", "џ": "dz", "қ": "k", "ғ": "g", "ү": "u", "ұ": "u", "ң": "n", "ө": "o", "ә": "a", "һ": "h"},
}
_GREEK = {
    **dict(zip("αβγδεζηικλμνξοπρστυφω", "avgdeziiklmnxoprstyfo", strict=True)),
    **{"ς": "s", "θ": "th", "χ": "ch", "ψ": "ps"},
}
_TABLE = str.maketrans({**_LATIN, **_CYRILLIC, **_GREEK})


def plain_letters(text: str) -> str:
    """Case-folded, without accents, Cyrillic and Greek in Latin letters: `Møller & Č` is `moller & c`.

    Chinese, Japanese and Korean characters and other scripts are kept: they are only alike as they are written.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Cyrillic й and ё are letters of their own: they must meet the table before their marks are taken away.
    bare = unicodedata.normalize("NFKD", folded.translate(_TABLE))
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", kept.translate(_TABLE))
