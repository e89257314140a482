"""Shows every console template with its samples, and a till that answers, without a database.

Run `python -m tests.instruments.preview` and open the address it prints.
"""

import sys
from dataclasses import replace
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from regulars.browser.drawing import BUILT, PAGE_HEADERS, STATIC_HEADERS
from regulars.console.customers.views import CustomersPage, Filters
from regulars.console.layout.views import Theme
from regulars.console.rendering import Pages
from regulars.console.till.views import Served, TillAnswers, TillDraft
from regulars.runtime.language import Catalogue, Language
from regulars.runtime.letters import bytes_of, letters_of
from tests.console import samples
from tests.console.samples import HOME, Sample
from tests.console.samples import SAMPLES as OTHER_SAMPLES
from tests.console.trail_samples import TRAIL_SAMPLES

SAMPLES = {**OTHER_SAMPLES, **TRAIL_SAMPLES}
KINDS = {
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}
# One fact, and a wait before asking again that outlasts any look.
ONE_FACT = (
    b"retry: 600000\nevent: fact\nid: 1\n"
    b'data: {"seq": 1, "name": "customers.registered", "subject_id": "0195-0000"}\n\n'
)
FIXED = {
    "": "home",
    "/sign-in": "sign-in",
    "/till": "till",
    "/palette": "palette",
    "/tasks": "tray-none",
    "/alerts": "alerts",
    "/alerts/newest": "alerts-newest",
    "/audit": "audit",
    "/audit/looks": "audit-looks",
    "/settings/jobs": "jobs",
    "/till/guests": "till-served-guest",
    "/till/undo": "till-answers-number",
    "/till/customers": "till-served-made",
    "/customers/draft": "form-new",
    "/customers/0195-0000": "customer",
    "/customers/0195-0000/edit": "form-edit",
    "/customers/0195-0000/upgrade": "form-upgrade",
    "/customers/0195-0000/deletion": "customer-deletion",
    "/customers/0195-0000/reveals": "customer-contact",
    "/customers/0195-0000/timeline": "customer-timeline",
    "/customers/0195-0000/row": "customers-arrival",
    "/settings": "settings-general",
    "/settings/branches": "settings-branches",
    "/settings/branches/new": "settings-branch-form",
    "/settings/staff": "settings-staff",
    "/settings/staff/new": "settings-staff-form",
    "/settings/keys": "settings-keys",
    "/settings/keys/new": "settings-key-form",
}


def preview_server(port: int = 0) -> ThreadingHTTPServer:
    pages = Pages.load(Catalogue.load(strict=True))

    class Preview(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            if address.path.startswith("/static/"):
                return self.give_file(address.path.removeprefix("/static/"))
            if address.path == f"{HOME}/live":
                return self.give(ONE_FACT, "text/event-stream", {"Cache-Control": "no-store"})
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            return self.give_page(address.path, asked)

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            asked = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
            self.give_page(urlsplit(self.path).path, {k: v[0] for k, v in asked.items()})

        def give_page(self, path: str, asked: dict[str, str]) -> None:
            cookies = SimpleCookie(self.headers.get("Cookie", ""))
            chosen = {name: cookies[name].value for name in cookies} | asked
            language: Language = "ar" if chosen.get("language") == "ar" else "en"
            theme: Theme = "dark" if chosen.get("theme") == "dark" else "light"
            sample = self.sample(path, asked)
            frame = replace(sample.frame, theme=theme, is_live="live" in asked)
            if chosen.get("sidebar") == "rail":
                frame = replace(frame, sidebar="rail")
            html = pages.render(
                sample.template,
                sample.view,
                language=language,
                frame=frame,
                is_alone=sample.is_alone,
            )
            headers = dict(PAGE_HEADERS)
            if path == f"{HOME}/customers/searches":
                headers["HX-Replace-Url"] = f"{HOME}/customers?s={letters_of(asked['q'].encode())}"
            self.give(html.encode(), "text/html; charset=utf-8", headers)

        def sample(self, path: str, asked: dict[str, str]) -> Sample:
            name = path.removeprefix("/sample/")
            if name in SAMPLES:
                return SAMPLES[name]
            return answer(path.removeprefix(HOME), asked, is_fragment="HX-Request" in self.headers)

        def give_file(self, name: str) -> None:
            content = (BUILT / name).read_bytes()
            self.give(content, KINDS[name.rpartition(".")[2]], STATIC_HEADERS)

        def give(self, content: bytes, kind: str, headers: object) -> None:
            self.send_response(200)
            for header, value in dict(headers).items():  # type: ignore[call-overload]
                self.send_header(header, value)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *said: object) -> None:
            """A preview keeps quiet."""

    return ThreadingHTTPServer(("127.0.0.1", port), Preview)


def answer(path: str, asked: dict[str, str], *, is_fragment: bool) -> Sample:
    """The few places that answer to what was typed; everything else is a fixed sample."""
    till = SAMPLES["till-answers"]
    if path == "/till/searches":
        return replace(till, view=found(asked["typed"].strip()))
    if path == "/till/draft":
        typed = asked["typed"]
        draft = TillDraft(phone=typed) if typed[:1].isdecimal() else TillDraft(name=typed)
        return replace(till, template="till/draft.html", view=draft)
    if path.startswith("/till/customers/"):
        served = Served(samples.row(int(path[-4:])))
        return replace(till, template="till/served.html", view=served)
    if path == "/till/customers" and asked.get("name") == "Twin" and "shared_phone" not in asked:
        return SAMPLES["till-known"]
    if path in ("/customers", "/customers/searches"):
        # A preview has no keys: here the words are written in other letters, and not sealed.
        sealed = bytes_of(asked.get("s", ""), length_max=800) or b""
        q = asked.get("q", sealed.decode())
        rows = tuple(one for one in samples.rows(24) if q.lower() in (one.name or "").lower())
        listing = SAMPLES["customers-found" if is_fragment else "customers"]
        return replace(listing, view=CustomersPage(rows, Filters(q=q, sealed=asked.get("s", ""))))
    return SAMPLES[FIXED.get(path, "problem-not-found")]


def found(typed: str) -> TillAnswers:
    if typed[:1].isdecimal():
        is_whole = len(typed) >= 8
        fault = None if is_whole else "phone_too_short"
        shown = f"+968 {typed}" if is_whole else None
        return TillAnswers(typed, "phone", phone=shown, phone_fault=fault)
    rows = tuple(one for one in samples.rows(12) if typed.lower() in (one.name or "").lower())
    return TillAnswers(typed, "name", rows)


if __name__ == "__main__":
    server = preview_server(int(sys.argv[1]) if len(sys.argv) > 1 else 8410)
    host, port = server.server_address[:2]
    listed = "\n".join(f"  http://localhost:{port}/sample/{name}" for name in SAMPLES)
    sys.stdout.write(f"http://localhost:{port}{HOME}/till\n{listed}\n")
    server.serve_forever()
