"""Views of one's own account, of the steps before the console, and of who looks after staff."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from regulars.console.account.views import (
    AccountPage,
    AuthenticatorForm,
    EnrolmentPage,
    FactorPage,
    GivingUp,
    PasskeyForm,
    PasskeyQuestion,
    PasskeyRow,
    ProofForm,
    Proven,
    RecoveryCodes,
    SessionRow,
)
from regulars.console.join.views import JoinPage
from regulars.console.settings.views import (
    InvitationForm,
    InvitationMade,
    InvitationRow,
    RolesPage,
    StaffAccess,
    StaffPage,
    StaffRow,
)
from regulars.console.sign_in.views import PasskeyWait, PhoneCodePage, PhonePage
from tests.console.address_samples import HOSTILE, NOW

# A name, its template, the view, and whether it is a page.
Made = tuple[str, str, object, bool]
SIX = ("code_not_six_digits",)
ROLES = ("owner", "admin", "branch", "support", "vendor", "driver")
SESSIONS = (
    SessionRow("s1", "chrome_windows", NOW - timedelta(hours=2), NOW, None, is_this=True),
    SessionRow("s2", "safari_iphone", NOW - timedelta(days=1), NOW, "Qurum"),
    SessionRow("s3", "other", NOW, NOW, HOSTILE),
)
PASSKEYS = (
    PasskeyRow("p1", "Phone", is_synced=True, created_at=NOW, used_at=NOW),
    PasskeyRow("p2", HOSTILE, is_synced=False, created_at=NOW),
)
ROWS = (("customers:read", ROLES[:4]), ("settings:write", ROLES[:2]))


def account_samples() -> Iterator[Made]:
    full = AccountPage(True, PASSKEYS, 2, True, True, SESSIONS)
    yield "account", "account/account.html", full, True
    bare = AccountPage(False, (), 0, True, False, SESSIONS[:1])
    yield "account-bare", "account/account.html", bare, True
    setting_up = AuthenticatorForm("JBSWY3DPEHPK3PXP", "M0 0h1v1h-1z", 33)
    yield "authenticator", "account/authenticator.html", setting_up, False
    wrong = AuthenticatorForm("JBSWY3DPEHPK3PXP", "M0 0h1v1h-1z", 33, "wrong_factor", 0, True)
    yield "authenticator-wrong", "account/authenticator.html", wrong, False
    yield "passkey-form", "account/passkey_form.html", PasskeyForm(), False
    refused = PasskeyForm(HOSTILE, error="passkey_refused", is_again=True)
    yield "passkey-refused", "account/passkey_form.html", refused, False
    question = PasskeyQuestion("create", '{"challenge": "x"}', "/c/x", HOSTILE)
    yield "passkey-question", "account/passkey_question.html", question, False
    codes = RecoveryCodes(("ABCDE-23456",) * 10, "/c/muscat-laundry")
    yield "recovery-codes", "account/recovery_codes.html", codes, False
    for word in ("authenticator", "passkey", "codes"):
        view = GivingUp("/account/x", word, HOSTILE, "last_factor", True)
        yield f"giving-up-{word}", "account/giving_up.html", view, False
    proof = ProofForm("/c/x", errors={"password": ("wrong_password",)}, wait_seconds=180)
    yield "proof", "account/proof.html", proof, False
    yield "proven", "account/proven.html", Proven("/c/muscat-laundry/settings/keys/new"), False
    yield "factor", "sign_in/factor.html", FactorPage(True, True, error="wrong_factor"), True
    yield "factor-wait", "sign_in/factor.html", FactorPage(False, True, wait_seconds=300), True
    yield "factor-day", "sign_in/factor.html", FactorPage(True, False, wait_seconds=84_000), True
    yield "passkey-wait", "sign_in/passkey_wait.html", PasskeyWait(540), False
    yield "enrolment", "sign_in/enrolment.html", EnrolmentPage(), True
    yield "join", "join/join.html", JoinPage("x", HOSTILE, "support", "", HOSTILE), True
    by_phone = JoinPage("x", "", "vendor", "Noor", phone="+96892220041")
    yield "join-phone", "join/join.html", by_phone, True
    sent = replace(by_phone, state="sealed", resend_seconds=60, errors={"code": SIX})
    yield "join-phone-code", "join/join.html", sent, True
    strange = JoinPage("x", "", "driver", HOSTILE, "Aisha", {"name": SIX}, HOSTILE, "sealed")
    yield "join-phone-strange", "join/join.html", replace(strange, is_refused=True), True
    yield "sign-in-phone", "sign_in/phone.html", PhonePage(), True
    no_phone = PhonePage(HOSTILE, {"phone": ("phone_too_short",)}, 150, "/c/x")
    yield "sign-in-phone-wrong", "sign_in/phone.html", no_phone, True
    code = PhoneCodePage("sealed", "+96892220041", 42)
    yield "sign-in-code", "sign_in/phone_code.html", code, True
    refused_code = replace(code, phone=HOSTILE, resend_seconds=0, is_refused=True)
    yield "sign-in-code-refused", "sign_in/phone_code.html", refused_code, True
    malformed = replace(code, is_malformed=True, wait_seconds=30)
    yield "sign-in-code-malformed", "sign_in/phone_code.html", malformed, True
    yield "join-over", "join/join.html", JoinPage(), True
    yield from _settings()


def _settings() -> Iterator[Made]:
    asked = ("usual", "leaders", "everybody")
    roles = RolesPage(ROLES, ROWS, asked, "usual", (15, 60), 60)  # type: ignore[arg-type]
    yield "settings-roles", "settings/roles.html", roles, True
    form = InvitationForm(ROLES, (("b1", HOSTILE),), HOSTILE, is_again=True)  # type: ignore[arg-type]
    yield "invitation-form", "settings/invitation_form.html", form, False
    made = InvitationMade("noor@example.com", "https://shop.example/c/x/join/ri_x", NOW)
    yield "invitation-made", "settings/invitation_made.html", made, False
    by_phone = replace(made, to="+96892220041", is_by_phone=True)
    yield "invitation-made-by-phone", "settings/invitation_made.html", by_phone, False
    access = StaffAccess("s1", HOSTILE, True, 2, 3, SESSIONS, may_reset=True, may_end=True)
    told = replace(access, is_told_by_sms=True, are_codes_stopped=True)
    yield "staff-access-by-phone", "settings/staff_access.html", told, False
    yield "staff-access", "settings/staff_access.html", access, False
    nobody = StaffAccess("s1", "Mary Thomas", False, 0, 0, ())
    yield "staff-access-bare", "settings/staff_access.html", nobody, False
    person = StaffRow("s1", "Aisha", "aisha@example.com", "vendor", has_factor=True)
    invited = tuple(
        InvitationRow(f"i{place}", "noor@example.com", "admin", (), NOW, is_open=not place)
        for place in range(2)
    )
    invited += (InvitationRow("i2", "+96892220041", "driver", (), NOW, is_by_phone=True),)
    yield "staff-invited", "settings/staff.html", StaffPage((person,), (), True, invited), True
