"""The bakery, filled with what nobody is called: every text in every field that takes it."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regulars.app import open_keys
from regulars.domains import customers, identity, tenants
from regulars.domains.customers import Customer
from regulars.domains.customers.records.draft import read_fields
from regulars.domains.customers.records.register import register_many
from regulars.kernel.errors import DomainError
from regulars.kernel.ids import new_id
from regulars.runtime.database import open_database
from regulars.runtime.tx import Tx
from tests.domains.customers.papers.handing_in import handed_in
from tests.instruments.hostile import SAMPLES, STRINGS
from tests.journeys.shop import Shop
from tests.world import PASSWORD, House

PHONES_FROM = 9800_0001
Put = Callable[[Tx, House, str], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Field:
    """Something with a name of its own. Texts are put together up to `longest` letters, so that
    every one of them is there in few rows; `of` says which where a row is dear."""

    name: str
    longest: int
    put: Put
    of: Sequence[str] = STRINGS


@dataclass(frozen=True, slots=True)
class HostileHouse:
    ids: Mapping[str, str]  # for scenes
    customers: tuple[Customer, ...]  # one a text
    email: str  # of somebody on the staff who is called such a thing


# What of a text each field of a customer is given. What a field refuses it does not get.
PERSON: Mapping[str, Callable[[str], Any]] = {
    "name": lambda text: text[:120],
    "name2": lambda text: text[:120],
    "email": lambda text: "".join(c for c in text if c in "`'{}$|=/*%#&")[:20] + "@example.com",
    "tags": lambda text: [text[:40], f"x{text[:39]}"],
    "preferences": lambda text: {"constructor": text[:200], "starch": f'"{text[:199]}'},
}
# One line for each thing that is called something.
FIELDS = (
    # Every page names every branch, so a few of each kind are on all of them.
    Field("branch", 80, lambda tx, _, text: _branch(tx, text), of=SAMPLES),
    Field("key", 80, lambda tx, house, text: _key(tx, house, text)),  # noqa: PLW0108 - below
    Field("staff", 120, lambda tx, _, text: _staff(tx, text), of=SAMPLES[::2]),
)
REASON_LETTERS = 500
LINES = ("label", "building", "floor", "apartment", "street", "area", "notes")
ADDRESSES = 30


async def hostile_house(shop: Shop) -> HostileHouse:
    house = shop.world.bakery
    keys = open_keys(shop.settings)
    database = await open_database(shop.settings.database_url, keys, size=1)
    try:
        async with database.transaction(house.context) as tx:
            await tenants.change_profile(tx, name=STRINGS[0], locale="ar")
            rows = {field.name: await _filled(tx, house, field) for field in FIELDS}
            made = tuple(await register_many(tx, list(_drafts())))
            reasons = _packed(STRINGS, REASON_LETTERS)
            for customer, reason in zip(made, reasons, strict=False):
                await customers.block_customer(tx, customer.id, reason=reason)
            await customers.delete_customer(tx, made[-1].id)
            address, company = await _around(tx, made[-2])
            paper = await handed_in(tx, made[-2].id)
    finally:
        await database.close()
    shown: dict[str, Any] = {"blocked": made[0], "customer": made[-2], "deleted": made[-1]}
    shown |= {"branch": rows["branch"][0], "key": rows["key"][0][0], "staff": rows["staff"][0]}
    shown |= {"address": address, "company": company, "verification": paper}
    ids = {name: str(one.id) for name, one in shown.items()}
    return HostileHouse(ids, made[:-1], rows["staff"][-1].email)


async def _filled(tx: Tx, house: House, field: Field) -> list[Any]:
    return [await field.put(tx, house, text) for text in _packed(field.of, field.longest)]


def _packed(texts: Iterable[str], longest: int) -> Iterator[str]:
    line = ""
    for text in (text[:longest].strip() for text in texts):
        if line and len(line) + 1 + len(text) > longest:
            yield line
            line = ""
        line = f"{line} {text}".strip()
    yield line


def _drafts() -> Iterator[customers.Draft]:
    for at, text in enumerate(STRINGS):
        given = {"phone": str(PHONES_FROM + at)}
        for name, of in PERSON.items():
            # Nobody's own name may be their tag, so a tag is the text of their neighbour.
            value = of(STRINGS[at - 1] if name == "tags" else text)
            if not read_fields({name: value}, country="OM").errors:
                given[name] = value
        try:
            yield customers.read_draft("stub", given, country="OM", shared_phone=True)
        except DomainError:
            continue  # nothing is left of this text as a name


async def _around(tx: Tx, customer: Customer) -> tuple[Any, Customer]:
    """Addresses whose every line is such a text, and a company with this customer in it."""
    at = 0
    lines = {}
    for text in STRINGS:
        name = LINES[at % len(LINES)]
        if not _faults_of_address({name: text[:40]}):
            lines[name] = text[:40]
            at += 1
        if at % len(LINES) == 0 and lines and at <= ADDRESSES * len(LINES):
            given = {"city": "Muscat", **lines}
            _, address = await customers.add_address(tx, customer.id, given, country="OM")
            lines = {}
    draft = customers.read_draft("guest", {"kind": "company", "name": STRINGS[0]}, country="OM")
    company = await customers.register(tx, draft)
    await customers.change_customer(tx, customer.id, {"company_id": company.id}, country="OM")
    return address, company


def _faults_of_address(given: dict[str, Any]) -> bool:
    try:
        customers.read_address({"city": "Muscat", **given}, country="OM")
    except DomainError:
        return True
    return False


async def _branch(tx: Tx, text: str) -> Any:
    return await tenants.add_branch(tx, name=text, name2=text)


async def _key(tx: Tx, house: House, text: str) -> Any:
    return await identity.create_api_key(
        tx,
        name=text,
        scopes=("customers:read",),
        environment="test",
        tenant_ref=house.tenant.ref,
    )


async def _staff(tx: Tx, text: str) -> Any:
    local = f"{new_id().hex[-8:]}`{{{{7*7}}}}'|x"
    email = f"{local}@bakery.example.com"
    password = await identity.new_password(PASSWORD)
    return await identity.add_staff(tx, name=text, email=email, password=password, role="admin")
