"""Every page, dialog and refusal of the console as something to walk to, in any shop's browser."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic_ns

from playwright.sync_api import Page, expect

Act = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """`route` is a page's address with words for ids; a dialog stands on the page `on`. `act` is
    done once it is there. What `is_of_nobody` lies outside of any business's console."""

    name: str
    route: str
    on: str | None = None
    act: Act | None = None
    is_outside: bool = False
    is_part: bool = False
    is_of_nobody: bool = False
    # Between password and console: walked by who is half signed in, in a journey of its own.
    is_half: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One shop's console in one browser window: what the words in addresses stand for."""

    page: Page
    home: str
    ids: Mapping[str, str]

    def show(self, scene: Scene) -> None:
        home = "" if scene.is_of_nobody else self.home
        self.page.goto(home + self.filled(scene.on or scene.route))
        if scene.on:
            self.page.evaluate(
                "(address) => htmx.ajax('GET', address, '#dialogs')",
                self.home + self.filled(scene.route),
            )
            self.page.locator("dialog[data-modal][open]").wait_for()
        if scene.act:
            scene.act(self.page)
        self.page.evaluate("document.fonts.ready.then(() => true)")

    def has(self, scene: Scene) -> bool:
        """An empty shop has no customer to open."""
        words = {part.strip("{}") for part in f"{scene.route}/{scene.on}".split("/") if "{" in part}
        return words <= self.ids.keys()

    def filled(self, address: str) -> str:
        return address.format_map(self.ids)


def sent(**fields: str) -> Act:
    """Fills the open dialog, and sends it; it comes back with what is wrong."""

    def act(page: Page) -> None:
        for name, text in fields.items():
            page.locator(f"dialog[open] [name={name}]").first.fill(text)
        page.locator("dialog[open] .dialog-foot .btn:not([data-closes])").last.click()
        expect(page.locator("dialog.dialog-again[open]")).to_be_visible()

    return act


def typed(text: str) -> Act:
    def act(page: Page) -> None:
        page.locator("#till-entry").fill(text)
        page.locator("#till-answers .answers").wait_for()

    return act


def asked(text: str) -> Act:
    def act(page: Page) -> None:
        page.locator("#palette-entry").fill(text)
        page.locator(f"#palette-answers [data-typed='{text}']").wait_for()

    return act


def searched(text: str) -> Act:
    def act(page: Page) -> None:
        with page.expect_response("**/customers/searches"):
            page.locator("#search").fill(text)
        expect(page).to_have_url(re.compile(r"[?&]s="))

    return act


def wrong_password(page: Page) -> None:
    # Somebody else each time: a few wrong guesses at one account have to wait.
    page.locator("#email").fill(f"somebody{monotonic_ns()}@example.com")
    page.locator("#password").fill("not this one")
    page.keyboard.press("Enter")
    page.locator(".notice-bad").wait_for()


def phone_asked(page: Page) -> None:
    # Another number each time: whoever asks for a code waits for a minute.
    page.locator("#phone").fill(f"+9689222{monotonic_ns() // 1_000_000 % 10_000:04d}")
    page.keyboard.press("Enter")
    page.locator("#code").wait_for()


def draft(page: Page) -> None:
    page.locator("#till-entry").fill("9555 7777")
    page.locator("#answer-new").click()
    page.locator("dialog[open]").wait_for()


def known(page: Page) -> None:
    draft(page)
    page.locator("#draft-name").fill("Somebody Else")
    page.locator("#draft-phone").fill("9111 2233")
    page.keyboard.press("Enter")
    page.locator("dialog[open] .person").first.wait_for()


def guest(page: Page) -> None:
    page.locator("#guest").click()
    page.locator("[data-served]").wait_for()


def new_customer(page: Page) -> None:
    page.locator("form[action$='/customers/draft'] button").first.click()
    page.locator("dialog[open]").wait_for()


def export(page: Page) -> None:
    """Of an empty shop there is nothing to take out."""
    button = page.locator("form[action$='/exports/draft'] button").first
    if button.is_enabled():
        button.click()
        page.locator("dialog[open]").wait_for()


def setting_up(page: Page) -> None:
    page.locator("form[action$='/authenticator/beginning'] button").click()
    page.locator("dialog[open] .qr").wait_for()


def menu(page: Page) -> None:
    page.locator(".topbar details.menu summary").last.click()


def columns(page: Page) -> None:
    """On a phone there is nothing to choose: cards show what they show."""
    if page.locator("#columns").is_visible():
        page.locator("#columns").click()
        page.locator("[name=column]").first.wait_for()


def branch(page: Page) -> None:
    page.locator("#chip-branch").click()
    page.locator(".menu-long a").first.wait_for()


def shortcuts(page: Page) -> None:
    page.keyboard.press("?")
    page.locator("#shortcuts").wait_for()


CUSTOMER = "/customers/{customer}"
BLOCKED = "/customers/{blocked}"
EDITED = f"{CUSTOMER}/addresses/{{address}}/edit"
COMPANY = "/customers/{company}"
SCENES: tuple[Scene, ...] = (
    Scene("sign-in", "/sign-in", is_outside=True),
    Scene("sign-in-refused", "/sign-in", act=wrong_password, is_outside=True),
    Scene("sign-in-phone", "/sign-in/phone", is_outside=True),
    Scene("sign-in-phone-code", "/sign-in/phone", act=phone_asked, is_outside=True),
    Scene("doorstep", "/", is_outside=True, is_of_nobody=True),
    Scene("doorstep-wrong", "/c?business=My+Shop", is_outside=True, is_of_nobody=True),
    Scene("doorstep-unknown", "/c/my-shop/till", is_outside=True, is_of_nobody=True),
    Scene("no-page", "/nosuch", is_outside=True, is_of_nobody=True),
    Scene("no-page-of-a-business", "/nosuch", is_outside=True),
    Scene("api-reference", "/api/v1/docs", is_outside=True, is_of_nobody=True),
    Scene("home", ""),
    Scene("home-year", "?days=365&by=month"),
    Scene("till", "/till"),
    Scene("till-answers", "/till", act=typed("al")),
    Scene("till-new", "/till", act=typed("9555 7777")),
    Scene("till-fault", "/till", act=typed("0096891")),
    Scene("till-draft", "/till", act=draft),
    Scene("till-known", "/till", act=known),
    Scene("till-guest", "/till", act=guest),
    Scene("till-served", "/till/customers/{customer}", is_part=True),
    Scene("palette", "/palette", on="/customers"),
    Scene("palette-found", "/palette", on="/customers", act=asked("ana")),
    Scene("palette-none", "/palette", on="/customers", act=asked("zzz")),
    Scene("palette-alone", "/palette"),
    Scene("customers", "/customers"),
    Scene("customers-found", "/customers", act=searched("ana")),
    Scene("customers-none", "/customers?stage=full&state=blocked", act=searched("nobody")),
    Scene("customers-search-lost", "/customers?s=damaged"),
    Scene("customers-deleted", "/customers?state=deleted"),
    Scene("customers-columns", "/customers?sort=number", act=columns),
    Scene("customers-branch", "/customers", act=branch),
    Scene("customers-new", "/customers", act=new_customer),
    Scene("customer", CUSTOMER),
    Scene("customer-blocked", BLOCKED),
    Scene("customer-deleted", "/customers/{deleted}"),
    Scene("customer-edit", f"{CUSTOMER}/edit", on=CUSTOMER),
    Scene("customer-edit-wrong", f"{CUSTOMER}/edit", on=CUSTOMER, act=sent(phone="12", email="x")),
    Scene("customer-upgrade", f"{CUSTOMER}/upgrade", on=CUSTOMER),
    Scene("customer-deletion", f"{CUSTOMER}/deletion", on=CUSTOMER),
    Scene("customer-block", f"{CUSTOMER}/block", on=CUSTOMER),
    Scene("customer-block-wrong", f"{CUSTOMER}/block", on=CUSTOMER, act=sent(reason="")),
    Scene("customer-suspend", f"{CUSTOMER}/suspension", on=CUSTOMER),
    Scene("customer-suspend-wrong", f"{CUSTOMER}/suspension", on=CUSTOMER, act=sent(reason="")),
    Scene("customer-signing-out", f"{CUSTOMER}/sign-outs", on=CUSTOMER),
    Scene("customer-code", f"{CUSTOMER}/codes?kind=phone", on=CUSTOMER),
    Scene("alerts", "/alerts"),
    Scene("alerts-dismissed", "/alerts?standing=dismissed"),
    Scene("alerts-newest", "/alerts/newest", is_part=True),
    Scene("customer-unblock", f"{BLOCKED}/unblock", on=BLOCKED),
    Scene("customer-edit-alone", f"{CUSTOMER}/edit"),
    Scene("duplicates", "/customers/duplicates"),
    Scene("near", "/customers/near"),
    Scene("invitations", "/customers/invitations"),
    Scene("customer-invite", f"{CUSTOMER}/invitation", on=CUSTOMER),
    Scene("customer-timeline", f"{CUSTOMER}/timeline"),
    Scene("customer-addresses", f"{CUSTOMER}/addresses"),
    Scene("customer-address-new", f"{CUSTOMER}/addresses/new", on=f"{CUSTOMER}/addresses"),
    Scene("customer-address-edit", EDITED, on=f"{CUSTOMER}/addresses"),
    Scene("customer-address-wrong", EDITED, on=f"{CUSTOMER}/addresses", act=sent(city="")),
    Scene("customer-history", f"{CUSTOMER}/history"),
    Scene("customer-paper", f"{CUSTOMER}/papers/new", on=CUSTOMER),
    Scene("customer-paper-asked", f"{CUSTOMER}/papers/request", on=CUSTOMER),
    Scene("verifications", "/verifications"),
    Scene("verification", "/verifications/{verification}"),
    Scene("verification-rules", "/settings/verifications"),
    Scene("customer-picture", f"{CUSTOMER}/picture/edit", on=CUSTOMER),
    Scene("company", COMPANY),
    Scene("company-edit", f"{COMPANY}/edit", on=COMPANY),
    Scene("company-contacts", f"{COMPANY}/contacts"),
    Scene("customer-row-alone", f"{CUSTOMER}/row", is_part=True),
    Scene("general", "/settings"),
    Scene("branches", "/settings/branches"),
    Scene("branch-new", "/settings/branches/new", on="/settings/branches"),
    Scene("branch-edit", "/settings/branches/{branch}/edit", on="/settings/branches"),
    Scene("preferences", "/settings/preferences"),
    Scene("preference-new", "/settings/preferences/new", on="/settings/preferences"),
    # Without a key, which an empty shop has none of, it is the form for a new one.
    Scene("preference-edit", "/settings/preferences/edit", on="/settings/preferences"),
    Scene("staff", "/settings/staff"),
    Scene("staff-new", "/settings/staff/new", on="/settings/staff"),
    Scene("staff-new-wrong", "/settings/staff/new", on="/settings/staff", act=sent(email="x")),
    Scene("staff-edit", "/settings/staff/{staff}/edit", on="/settings/staff"),
    Scene("staff-closing", "/settings/staff/{staff}/closing", on="/settings/staff"),
    Scene("staff-disable", "/settings/staff/{staff}/disable", on="/settings/staff"),
    Scene("staff-enable", "/settings/staff/{staff}/enable", on="/settings/staff"),
    Scene("staff-password", "/settings/staff/{staff}/password", on="/settings/staff"),
    Scene("staff-access", "/settings/staff/{staff}/access", on="/settings/staff"),
    Scene("invitation-new", "/settings/invitations/new", on="/settings/staff"),
    Scene(
        "invitation-wrong", "/settings/invitations/new", on="/settings/staff", act=sent(email="x")
    ),
    Scene("roles", "/settings/roles"),
    Scene("account", "/account"),
    Scene("account-authenticator", "/account", act=setting_up),
    Scene("account-removal", "/account/authenticator/removal", on="/account"),
    Scene("account-codes", "/account/recovery-codes/new", on="/account"),
    Scene("passkey-new", "/account/passkeys/new", on="/account"),
    Scene("passkey-removal", "/account/passkeys/{passkey}/removal", on="/account"),
    Scene("sign-in-factor", "/sign-in/factor", is_outside=True, is_half=True),
    Scene("sign-in-enrolment", "/sign-in/enrolment", is_outside=True, is_half=True),
    Scene("keys", "/settings/keys"),
    Scene("key-new", "/settings/keys/new", on="/settings/keys"),
    Scene("key-revocation", "/settings/keys/{key}/revocation", on="/settings/keys"),
    Scene("signing-turn", "/settings/keys/signing/turn", on="/settings/keys"),
    Scene("channels", "/settings/channels"),
    Scene("channel-removal", "/settings/channels/{kind}/removal", on="/settings/channels"),
    Scene("flags", "/settings/flags"),
    Scene("jobs", "/settings/jobs"),
    Scene("jobs-discarding", "/settings/jobs/{given_up}/discarding", on="/settings/jobs"),
    Scene("customers-export", "/customers?stage=stub", act=export),
    Scene("audit", "/audit"),
    Scene("audit-narrowed", "/audit?kind=customers.changed&span=7"),
    Scene("audit-none", "/audit?until=1999-01-01"),
    Scene("audit-looks", "/audit/looks"),
    Scene("audit-chain", "/audit/chain", is_part=True),
    Scene("audit-export", "/audit", act=export),
    Scene("export", "/exports/{export}"),
    # Of a code that was asked for just now: looked at as a sample.
    Scene("customer-code-way", f"{CUSTOMER}/codes/way?challenge={{challenge}}", is_part=True),
    Scene("tasks", "/tasks"),
    Scene("customer-looks", f"{CUSTOMER}/looks"),
    Scene("password", "/password", on="/till"),
    Scene("menu", "/customers", act=menu),
    Scene("shortcuts", "/customers", act=shortcuts),
    Scene("no-page-inside", "/nosuch"),
    Scene("not-found", "/customers/00000000-0000-7000-8000-000000000000"),
)

# A shop whose worker lives gives nothing up, a small one has no file that takes long, and that of
# the walk no channel: those are looked at as samples.
UNWALKED = ("{given_up}", "{export}", "{challenge}", "{passkey}", "{kind}")
WALKED = tuple(
    scene
    for scene in SCENES
    if not scene.is_half and not any(word in scene.route for word in UNWALKED)
)


def route_of(scene: Scene) -> str:
    """As routes declare it: every word for an id is `{id}`, but for what is no id."""
    path = scene.route.partition("?")[0]
    kept = {"{address}": "{address_id}", "{address_id}": "{address_id}", "{kind}": "{kind}"}
    return "/".join(kept.get(part, "{id}") if "{" in part else part for part in path.split("/"))
