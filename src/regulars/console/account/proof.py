"""Proving again who one is, before something sensitive."""

from regulars.console.account.views import ProofForm, Proven
from regulars.console.pages import Answered, Ask, Call, Elsewhere, Page, Route, route
from regulars.console.sign_in.entering import return_address
from regulars.domains import identity
from regulars.domains.identity import ProofOutcome
from regulars.runtime.tx import Tx

TEMPLATE = "account/proof.html"
HALF = ("enrolment",)


async def count_guess(call: Call, tx: Tx) -> Page | None:
    tried = await identity.count_proof(tx, call.visit.signed_in.session)
    wait_seconds = tried.wait_seconds
    if not wait_seconds:
        return None
    view = ProofForm(_wanted(call), _page(call), wait_seconds=wait_seconds, is_again=True)
    return Page(TEMPLATE, view, status=422, headers={"Retry-After": str(wait_seconds)})


async def prove(call: Call, ask: Ask) -> bool:
    session = call.visit.signed_in.session
    hashed = await ask(lambda tx: identity.password_hash_of(tx, session))
    return await identity.prove_password(hashed, call.value("password")[:200])


@route("POST", "/account/proof", None, first=count_guess, beforehand=prove, half=HALF)
async def prove_again(call: Call, tx: Tx) -> Answered:
    wanted = _wanted(call)
    session = call.visit.signed_in.session
    proof = await identity.prove_again(tx, session, is_password_right=call.brought)
    if proof is ProofOutcome.WRONG_PASSWORD:
        again = ProofForm(wanted, _page(call), {"password": ("wrong_password",)}, is_again=True)
        return Page(TEMPLATE, again, status=422, is_kept=True)
    if wanted and call.is_fragment:
        return Page("account/proven.html", Proven(wanted), is_new_to_us=True)
    return Elsewhere(wanted or _page(call), is_new_to_us=True)


ROUTES: tuple[Route, ...] = (prove_again,)


def _wanted(call: Call) -> str:
    wanted = call.value("wanted")
    return return_address(call.visit, wanted) if wanted else ""


def _page(call: Call) -> str:
    page = call.value("page")
    return return_address(call.visit, page) if page else f"{call.home}/account"
