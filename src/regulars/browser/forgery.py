"""Whether a request to change something comes from a page of ours: origin, form, token."""

import asyncio
import hmac
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from litestar.exceptions import HTTPException

from regulars.browser.cookies import AnyRequest
from regulars.desk import Desk
from regulars.runtime.form_parts import FORM_TYPE as FILES_TYPE
from regulars.runtime.form_parts import NoForm, Part, parts_of

FIELDS_MAX = 200
BODY_SECONDS = 20
# Two photographs from a telephone with one bar.
FILES_SECONDS = 120
FORM_TYPE = "application/x-www-form-urlencoded"
# Where the parts of a form stand for as long as its request is answered.
PARTS = "form_parts"


class Visited(Protocol):
    """A visit to any of our pages."""

    @property
    def desk(self) -> Desk: ...

    @property
    def request(self) -> AnyRequest: ...

    @property
    def csrf_token(self) -> str: ...


class FormLost(Exception):
    """The form did not arrive whole."""


class Forged(Exception):
    """The request did not come from a page of ours."""


async def refuse_forged(visit: Visited, *, with_files: bool = False) -> None:
    """Three locks: the browser says that the request comes from this very origin, the body is a
    form (no other site can send one with our header, and no page can send JSON as text), and the
    token belongs to the session."""
    request = visit.request
    if not _is_same_origin(visit):
        raise Forged
    if _kind(request) not in ((FORM_TYPE, FILES_TYPE) if with_files else (FORM_TYPE,)):
        raise Forged
    form = await read_form(request, with_files=with_files)
    given = request.headers.get("x-csrf-token") or form.get("csrf", [""])[-1]
    if not hmac.compare_digest(given.encode(), visit.csrf_token.encode()):
        raise Forged


def _is_same_origin(visit: Visited) -> bool:
    """Every browser of the last years sends Origin with a POST; one that sends neither header
    is not a browser with somebody's cookies in it."""
    headers, settings = visit.request.headers, visit.desk.settings
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is None:
        return site == "same-origin"
    scheme = "https" if settings.https else "http"
    return origin in (f"{scheme}://{headers.get('host', '')}", _origin_of(settings.public_url))


def _origin_of(address: str) -> str | None:
    """A proxy in front may hide the name that the browser sees."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else None


async def read_form(request: AnyRequest, *, with_files: bool = False) -> dict[str, list[str]]:
    """Read before anybody is believed: who is disabled while their body trickles in is nobody
    by the end of it. Raises FormLost for one that is too large, too slow or cut off. What calls
    itself files is neither waited for longer nor looked into where none are taken."""
    brings_files = _kind(request) == FILES_TYPE
    try:
        async with asyncio.timeout(FILES_SECONDS if with_files and brings_files else BODY_SECONDS):
            body = await request.body()
    except (TimeoutError, HTTPException):
        raise FormLost from None
    if brings_files and not with_files:
        return {}
    if brings_files:
        fields: dict[str, list[str]] = {}
        for part in await _parts(request):
            if not part.is_file:
                fields.setdefault(part.name, []).append(part.content.decode("utf-8", "replace"))
        return fields
    return _fields(body.decode("utf-8", "replace"))


async def read_files(request: AnyRequest) -> dict[str, bytes]:
    """What a form brought besides its fields; one of each name, empty ones left out."""
    parts = await _parts(request)
    return {part.name: part.content for part in parts if part.is_file and part.content}


async def _parts(request: AnyRequest) -> list[Part]:
    """Of a body that was read whole already; one that is cut off is no form. Taken apart once."""
    if _kind(request) != FILES_TYPE:
        return []
    state: dict[str, Any] = request.scope["state"]
    if PARTS not in state:
        said = request.headers.get("content-type", "")
        try:
            state[PARTS] = parts_of(await request.body(), said, most=FIELDS_MAX)
        except NoForm:
            raise FormLost from None
    parts: list[Part] = state[PARTS]
    return parts


def _kind(request: AnyRequest) -> str:
    return request.headers.get("content-type", FORM_TYPE).partition(";")[0].strip().lower()


def read_query(request: AnyRequest) -> dict[str, list[str]]:
    return _fields(request.scope["query_string"].decode("ascii", "replace"))


def _fields(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(text, keep_blank_values=True, max_num_fields=FIELDS_MAX)
    except ValueError:
        return {}
