"""Every template renders in both languages, escapes what people typed, and keeps the policy."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from regulars.console.codes.views import CodeDialog
from regulars.console.rendering import ALONE, Pages
from regulars.console.sign_in.views import PhonePage
from regulars.runtime.language import LANGUAGES, Catalogue, Language
from tests.console.address_samples import HOSTILE
from tests.console.lints import template_faults
from tests.console.samples import SAMPLES as OTHER_SAMPLES
from tests.console.test_messages import TEMPLATES
from tests.console.trail_samples import TRAIL_SAMPLES

SAMPLES = {**OTHER_SAMPLES, **TRAIL_SAMPLES}
# A conditional attribute that lost the space before it.
GLUED = re.compile(r"[a-z](?:aria|data|hx)-|autofocus.|.autofocus|.required|[^a-z-]")
# Letters take the shape of the middle of a word when only such a tag stands between words.
JOINED = re.compile(r"\w*[ء-ي]<(?:span|bdi)[^>]*>[ء-ي]\w*")
VOID = {"br", "circle", "hr", "img", "input", "link", "meta", "path", "use"}


@pytest.fixture(scope="session")
def pages() -> Pages:
    return Pages.load(Catalogue.load(strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_renders_whole_and_clean(name: str, language: Language, pages: Pages) -> None:
    html = rendered(pages, name, language)
    outline = Outline()
    outline.feed(html)
    outline.close()
    assert outline.open_tags == []
    assert outline.doubled == []
    assert outline.handlers == []
    assert outline.glued == []
    assert "{{" not in html.replace("{{ 7*7 }}", "")


@pytest.mark.parametrize("name", SAMPLES)
def test_an_arabic_word_is_not_joined_to_the_label_beside_it(name: str, pages: Pages) -> None:
    assert JOINED.findall(rendered(pages, name, "ar")) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["code-failed", "code-withheld"])
def test_why_a_code_did_not_leave_stands_apart_from_that_it_did_not(
    name: str, language: Language, pages: Pages
) -> None:
    way = rendered(pages, name, language).partition('id="code-way"')[2].partition("</div>")[0]
    assert re.search(r":\s+\w", way)
    assert not re.search(r":\w", way.partition("<span>")[2])


@pytest.mark.parametrize(
    ("name", "seconds", "told"),
    [
        ("code", 40, "A code was just asked for. Wait 40 seconds before the next."),
        ("code", 240, "for this customer. The next can be sent in 4 minutes."),
        ("code", 80_000, "for this customer today. The next can be sent in 23 hours."),
        ("sign-in-phone", 240, "Enough codes were asked for. Ask for the next in 4 minutes."),
        ("sign-in-phone", 80_000, "asked for today. Ask for the next in 23 hours."),
    ],
)
def test_a_wait_for_a_code_is_told_to_whom_it_is_about_and_of_a_day_in_hours(
    name: str, seconds: int, told: str, pages: Pages
) -> None:
    sample = SAMPLES[name]
    assert isinstance(sample.view, CodeDialog | PhonePage)
    view = replace(sample.view, wait_seconds=seconds)
    assert told in pages.render(sample.template, view, language="en", frame=sample.frame)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("customer-account", "Active"),
        ("customer-account-none", "No account"),
        ("customer-account-guest", "Walk-in"),
        ("customer-suspended", "Suspended"),
    ],
)
def test_how_an_account_stands_is_said_once(name: str, word: str, pages: Pages) -> None:
    page = rendered(pages, name, "en")
    card = page.partition('id="account-title"')[2].partition("</header>")[0]
    assert re.findall(r"<span[^>]*>(.*?)</span>", card) == [word]
    assert (page.count("<dt>Last sign-in</dt>"), "<dt>Account</dt>" in page) == (1, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guest_who_never_signed_in_has_one_name_of_its_own(language: Language) -> None:
    words = Catalogue.load()
    name = words.say(language, "state-temporary")
    assert words.say(language, "customer-account-status-temporary") == name
    others = ("suspended", "blocked", "active", "deleted")
    assert not any(name in words.say(language, f"state-{state}-title") for state in others)
    # Beside the chips of states stand those of stages, and in Arabic suspended is "for a while".
    assert name != words.say(language, "stage-guest")
    assert name not in words.say(language, "served-suspended")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["Stub", "Suspended", "Arabic", "Company", "VIP", "Oldest first"]),
        ("ar", ["أوّلي", "موقوف", "العربية", "شركة", "VIP", "الأقدم أولًا"]),
    ],
)
def test_the_filters_of_a_file_are_told_in_words(
    language: Language, told: list[str], pages: Pages
) -> None:
    facts = rendered(pages, "export-told", language).partition('class="export-facts"')[2]
    assert re.findall(r"<dd><bdi>(.*?)</bdi></dd>", facts) == told
    assert "tongue" not in facts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in SAMPLES if "strange" in name])
def test_what_people_typed_never_becomes_markup(
    name: str, language: Language, pages: Pages
) -> None:
    html = rendered(pages, name, language)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "49" not in re.findall(r"evil\u202c (\d+)", html)


@pytest.mark.parametrize("name", [name for name in SAMPLES if "strange" in name])
def test_a_name_that_overrides_direction_is_kept_inside_an_isolate(name: str, pages: Pages) -> None:
    outline = Outline()
    outline.feed(rendered(pages, name, "ar"))
    assert outline.loose == []


def test_every_template_is_shown_by_a_sample_or_by_another_template() -> None:
    shown = {sample.template for sample in SAMPLES.values()} | {ALONE}
    inside = set(re.findall(r'"([a-z_]+/[a-z_]+[.]html)"', " ".join(TEMPLATES.values())))
    assert TEMPLATES.keys() - shown - inside == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_keeps_the_content_security_policy(name: str) -> None:
    assert template_faults(TEMPLATES[name]) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p style="color:red">', "an inline style"),
        ("<style>p {}</style>", "an inline style"),
        ('<p onclick="go()">', "an inline handler"),
        ('<p hx-on:click="go()">', "an inline handler"),
        ("<script>go()</script>", "an inline script"),
        ('<script src="/a.js">go()</script>', "an inline script"),
        ('<a href="javascript:go()">', "evaluated text"),
        ('<p hx-vals="js:go()">', "evaluated text"),
        ('<p hx-trigger="click[go()]">', "evaluated text"),
        ("{{ name|safe }}", "unescaped text"),
        ('<img src="https://example.com/a.png">', "a foreign address"),
    ],
)
def test_the_lint_sees_each_fault(text: str, fault: str) -> None:
    assert template_faults(text) == [fault]


@pytest.mark.parametrize("name", [name for name, one in SAMPLES.items() if one.is_page])
def test_a_page_says_its_language_direction_and_title(name: str, pages: Pages) -> None:
    assert '<html lang="ar" dir="rtl"' in rendered(pages, name, "ar")
    whose = SAMPLES[name].frame.tenant_name
    assert re.search(rf"<title>[^<]+ · {whose}</title>", rendered(pages, name, "en"))


def test_the_title_of_a_customer_page_holds_no_name(pages: Pages) -> None:
    title = re.search(r"<title>(.*)</title>", rendered(pages, "customer", "en"))
    assert title is not None
    assert "Salma" not in title[1]


def test_forms_that_leave_the_page_carry_the_csrf_token(pages: Pages) -> None:
    for name in SAMPLES:
        for form in re.findall(
            r'<form[^>]*method="post".*?</form>', rendered(pages, name, "en"), re.DOTALL
        ):
            assert 'name="csrf" value="sample-token"' in form, name


def rendered(pages: Pages, name: str, language: Language) -> str:
    sample = SAMPLES[name]
    return pages.render(
        sample.template,
        sample.view,
        language=language,
        frame=sample.frame,
        is_alone=sample.is_alone,
    )


class Outline(HTMLParser):
    """Which tags stay open, which ids come twice, and hostile text that no element isolates."""

    def __init__(self) -> None:
        super().__init__()
        self.open_tags: list[str] = []
        self.ids: set[str] = set()
        self.doubled: list[str] = []
        self.handlers: list[str] = []
        self.loose: list[str] = []
        self.glued: list[str] = []
        self.isolating: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if (own := given.get("id")) is not None:
            if own in self.ids:
                self.doubled.append(own)
            self.ids.add(own)
        self.glued += [name for name in given if GLUED.search(name)]
        self.handlers += [name for name in given if name.startswith("on") or name == "style"]
        if tag not in VOID:
            self.open_tags.append(tag)
            classes = (given.get("class") or "").split()
            self.isolating.append(tag in ("bdi", "title") or "dir" in given or "code" in classes)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open_tags[-1:] == [tag], f"{tag} closes {self.open_tags[-3:]}"
        self.open_tags.pop()
        self.isolating.pop()

    def handle_data(self, data: str) -> None:
        # The document's own `dir` isolates nothing: only what is inside the body counts.
        if HOSTILE[-20:-12] in data and not any(self.isolating[1:]):
            self.loose.append(data)
