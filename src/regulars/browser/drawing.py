"""How pages are drawn: the strict policy, addresses of files, one environment a language."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Protocol
from zlib import crc32

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context

import regulars
from regulars.browser import devices, moments, numbers
from regulars.kernel.phone import spaced_phone
from regulars.runtime.language import Catalogue, Language, direction

# One build writes the files of all pages; each has a name of its content.
BUILT = Path(regulars.__file__).parent / "console" / "built"
STATIC_PREFIX = "/static"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; manifest-src 'self'"
)
SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A pin may be set where the device stands; the browser asks first.
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PAGE_HEADERS: Mapping[str, str] = {
    **SECURITY_HEADERS,
    "Cache-Control": "no-store",
    "Vary": "Cookie, HX-Request, Accept-Language",
}
# Names carry a hash of their content, so what is behind one never changes.
STATIC_HEADERS: Mapping[str, str] = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
TINTS_COUNT = 6


class Timed(Protocol):
    """What a page knows of time."""

    @property
    def now(self) -> datetime: ...

    @property
    def time_zone(self) -> str: ...


class _Compiled(BytecodeCache):
    """A template is compiled once a process, whatever language it is drawn in."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_compiled = _Compiled()


class AssetsNotBuilt(RuntimeError):
    """The pages' style and scripts are missing; `npm ci` and `npm run build` write them."""


def static_addresses(built: Path) -> dict[str, str]:
    try:
        manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise AssetsNotBuilt(AssetsNotBuilt.__doc__) from missing
    return {name: f"{STATIC_PREFIX}/{kept}" for name, kept in manifest.items()}


def tint(text: str) -> int:
    """A colour that stays with a customer: 1 to 6, from the id."""
    return crc32(text.encode()) % TINTS_COUNT + 1


def initial(name: str | None) -> str:
    """The letter in a monogram, skipping marks and the article that most Arabic names share."""
    letters = [letter for letter in (name or "").removeprefix("ال") if letter.isalpha()]
    return letters[0].upper() if letters else ""


def environment_of(
    folder: Path, catalogue: Catalogue, language: Language, addresses: Mapping[str, str]
) -> Environment:
    """What is drawn from `folder` in one language, so that every macro speaks without being told
    which. Pages are given a `frame` that is Timed."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        bytecode_cache=_compiled,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        t=partial(catalogue.say, language),
        knows=catalogue.has,
        static=addresses.__getitem__,
        language=language,
        direction=direction(language),
    )
    environment.filters.update(
        tint=tint, initial=initial, minutes=moments.minutes, spaced=spaced_phone
    )
    environment.filters.update(_time_filters(catalogue, language))
    for told in (numbers.number, numbers.percent, numbers.signed_percent, numbers.piece):
        environment.filters[told.__name__] = partial(told, language=language)
    environment.filters["device"] = partial(devices.device, catalogue=catalogue, language=language)
    return environment


def _time_filters(catalogue: Catalogue, language: Language) -> dict[str, object]:
    @pass_context
    def clock(context: Context, moment: datetime) -> str:
        return moments.clock(moment, language=language, zone=context["frame"].time_zone)

    @pass_context
    def full(context: Context, moment: datetime) -> str:
        return moments.full(moment, language=language, zone=context["frame"].time_zone)

    @pass_context
    def day(context: Context, moment: datetime) -> str:
        return moments.day(moment, language=language, zone=context["frame"].time_zone)

    @pass_context
    def when(context: Context, moment: datetime) -> str:
        frame: Timed = context["frame"]
        return moments.when(moment, now=frame.now, language=language, zone=frame.time_zone)

    @pass_context
    def day_heading(context: Context, day: date) -> str:
        frame: Timed = context["frame"]
        return moments.day_heading(
            day, now=frame.now, language=language, zone=frame.time_zone, catalogue=catalogue
        )

    @pass_context
    def by_day(context: Context, entries: Iterable[moments.Dated]) -> object:
        return moments.by_day(entries, zone=context["frame"].time_zone)

    def short_day(day: date) -> str:
        return moments.short_day(day, language=language)

    return {
        "clock": clock,
        "full": full,
        "day": day,
        "when": when,
        "day_heading": day_heading,
        "by_day": by_day,
        "short_day": short_day,
    }
