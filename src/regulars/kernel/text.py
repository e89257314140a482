"""What people write, cleaned for keeping and folded for finding."""

import re
import unicodedata

from regulars.kernel.errors import BadValue

WORDS_MAX = 16
WORD_LENGTH_MAX = 40
SEARCHED_LENGTH_MAX = 1_000
# Text may be so many times too long before what is not seen of it has been taken away; a megabyte
# is refused unread.
TIMES_TOO_LONG_MAX = 50

# Marks whose absence leaves the same word: Latin, Greek and Cyrillic accents, tashkeel, Hebrew
# points, variation selectors. The vowel signs of Indic and Thai scripts stay: they are letters.
# Hamza and madda are marks too once decomposed, so أ إ آ become ا, ؤ becomes و and ئ becomes ي.
MARKS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]"
)

# Letters that mean the same to somebody searching, though Unicode keeps them apart.
# ة and ه, ى and ي are written for one another; keyboards from Iran and Pakistan bring the rest.
ALIKE = str.maketrans(
    dict(zip("ٱىةکیےہھە", "ايهكييههه", strict=True))
    | {"ـ": None, "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i"}
    | {"æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("’‘‛′＇´\u1ffd`ʹʻʼʽʾʿ", "'")
)

# In folded ASCII all that is neither letter nor digit.
DIVIDING = re.compile(r"[^a-z0-9]+")

# Embeddings, overrides and isolates turn the line around them; the rest is merely invisible.
# Joiners stay: emoji families and Persian words are built with them.
UNSEEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060\ufeff")


def latin_digits(text: str) -> str:
    """Every decimal digit of every script as 0-9: ٣, ۳, ３ and ३ are all 3."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text)


def fold(text: str) -> str:
    """One spelling for all writings of a word. Folding twice changes nothing.

    A lone hamza (ء), the Arabic article and vowel signs of Indic scripts stay as written."""
    if text.isascii():
        return text.translate(ALIKE).lower()
    # Before decomposing as well: ´ would come apart into a space and a mark.
    text = unicodedata.normalize("NFKD", text.translate(ALIKE))
    # Case first uncovers letters that decompose, so decompose again before taking marks off.
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    text = MARKS.sub("", text).translate(ALIKE)
    return unicodedata.normalize("NFC", latin_digits(text))


def fold_words(text: str) -> tuple[str, ...]:
    """The distinct folded words, in order, at most 16, each cut at 40 letters.

    Apostrophes vanish (O'Brien is obrien), all else that is no letter, digit or mark divides
    (Al-Busaidi is al and busaidi). Articles stay where they were written: ال on its word, "Al"
    apart; bridging the two is the search's matter. A name of emoji alone has no words."""
    folded = fold(text[:SEARCHED_LENGTH_MAX]).replace("'", "")
    if folded.isascii():
        spaced = DIVIDING.sub(" ", folded)
    else:
        spaced = "".join(
            letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in folded
        )
    words = dict.fromkeys(word[:WORD_LENGTH_MAX] for word in spaced.split())
    return tuple(words)[:WORDS_MAX]


def clean_line(text: str, *, length_max: int) -> str:
    """One line fit to keep, in the writer's own letters; "" when nothing visible is left.

    Raises BadValue `text_too_long` rather than cut somebody's name."""
    if len(text) > length_max * TIMES_TOO_LONG_MAX:
        raise BadValue("text_too_long", length_max=length_max)
    is_plain = text.isascii() and text.isprintable()
    kept = text if is_plain else "".join(_kept(letter) for letter in text)
    line = unicodedata.normalize("NFC", " ".join(kept.split()))
    if len(line) > length_max:
        raise BadValue("text_too_long", length_max=length_max)
    return line


def _kept(letter: str) -> str:
    if letter.isspace():
        return " "
    # Half a surrogate pair (Cs) cannot be stored as UTF-8.
    return "" if letter in UNSEEN or unicodedata.category(letter) in {"Cc", "Cs"} else letter
