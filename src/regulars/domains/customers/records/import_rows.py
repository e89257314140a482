"""Importing rows of a list: good ones in, each of the others with its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from regulars.domains.customers.addresses.add import add_first_addresses
from regulars.domains.customers.addresses.address import AddressDraft
from regulars.domains.customers.addresses.draft import read_address
from regulars.domains.customers.model import Customer, Draft, Stage, missing_for
from regulars.domains.customers.records.columns import ADDRESS_COLUMNS, COLUMNS
from regulars.domains.customers.records.draft import read_draft
from regulars.domains.customers.records.preferences import judge_preferences
from regulars.domains.customers.records.register import claimed_tokens, register_many
from regulars.domains.customers.tokens import Identifier, identifiers
from regulars.domains.tenants import Branch, PreferenceShape, list_branches, read_preference_shape
from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.text import fold
from regulars.runtime.tx import Tx

ROWS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file; `line` is where it began."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Arriving:
    """A row that is good: who comes, and where they live when the list says so."""

    draft: Draft
    home: AddressDraft | None


@dataclass(frozen=True, slots=True)
class RowResult:
    """`registered` without a customer is one that would be, were this no dry run. `known` rows
    have a telephone number that somebody has already: nothing was written. `empty` ones said
    nothing, which is told and is no fault."""

    line: int
    outcome: Literal["registered", "known", "refused", "empty"]
    customer: Customer | None = None
    errors: tuple[FieldError, ...] = ()


async def import_rows(
    tx: Tx, rows: Sequence[Row], *, country: str, tried: set[bytes] | None = None
) -> list[RowResult]:
    """A batch in one unit of work; run twice, the second time finds everybody known. With `tried`
    it is a dry run: the same judgements, nothing written, and who would have come in stands in
    there for the batches that follow."""
    if len(rows) > ROWS_MAX:
        raise ValueError(f"at most {ROWS_MAX} rows at once")
    branches = {}
    if any(row.values.get("branch", "").strip() for row in rows):
        branches = _by_name(await list_branches(tx))
    shape = PreferenceShape()
    if any(row.values.get("preferences", "").strip() for row in rows):
        shape = await read_preference_shape(tx)
    results: dict[int, RowResult] = {}
    arriving: dict[int, Arriving] = {}
    for row in rows:
        try:
            arriving[row.line] = _arriving(row, country, branches, shape)
        except Invalid as invalid:
            results[row.line] = RowResult(row.line, "refused", errors=invalid.errors)

    drafts = {line: each.draft for line, each in arriving.items()}
    fresh = await _without_known(tx, drafts, results, set() if tried is None else tried)
    if tried is not None:
        results |= {line: RowResult(line, "registered") for line in fresh}
        return [results[row.line] for row in rows]
    registered = await register_many(tx, [drafts[line] for line in fresh])
    homes = []
    for line, customer in zip(fresh, registered, strict=True):
        results[line] = RowResult(line, "registered", customer)
        if home := arriving[line].home:
            homes.append((customer, home))
    await add_first_addresses(tx, homes)
    return [results[row.line] for row in rows]


async def _without_known(
    tx: Tx, drafts: Mapping[int, Draft], results: dict[int, RowResult], taken: set[bytes]
) -> list[int]:
    """The lines whose number nobody has yet, in the house or further up in the file. Where there
    is no number the e-mail decides, so that a list read twice makes nobody twice."""
    told = {line: known for line, draft in drafts.items() if (known := _told_by(tx, draft))}
    taken |= await claimed_tokens(tx, [identifier.token for identifier in told.values()])
    fresh = []
    for line in drafts:
        identifier = told.get(line)
        if identifier is not None and identifier.token in taken:
            error = FieldError(identifier.kind, f"{identifier.kind}_known")
            results[line] = RowResult(line, "known", errors=(error,))
            continue
        if identifier is not None:
            taken.add(identifier.token)
        fresh.append(line)
    return fresh


def _told_by(tx: Tx, draft: Draft) -> Identifier | None:
    """What tells this row from others: the phone, or else the e-mail, or nothing."""
    found = {identifier.kind: identifier for identifier in identifiers(tx, draft.person)}
    return found.get("phone") or found.get("email")


def _by_name(branches: Sequence[Branch]) -> dict[str, str]:
    """The id of each branch under both of its names and under the id itself."""
    known: dict[str, str] = {}
    for branch in branches:
        for name in filter(None, (str(branch.id), branch.name, branch.name2)):
            known.setdefault(fold(name), str(branch.id))
    return known


def _arriving(
    row: Row, country: str, branches: Mapping[str, str], shape: PreferenceShape
) -> Arriving:
    """Raises Invalid with what is wrong with either half."""
    errors: list[FieldError] = []
    draft = home = None
    try:
        draft = _draft(row, country, branches, shape)
    except Invalid as invalid:
        errors += invalid.errors
    try:
        home = _home(row, country)
    except Invalid as invalid:
        errors += invalid.errors
    if draft is None or errors:
        raise Invalid(*errors)
    return Arriving(draft, home)


def _home(row: Row, country: str) -> AddressDraft | None:
    """A country alone is no address: many a list has one in every row."""
    given = {name: text for name in ADDRESS_COLUMNS if (text := row.values.get(name, "").strip())}
    return read_address(given, country=country) if given.keys() - {"country"} else None


def _draft(row: Row, country: str, branches: Mapping[str, str], shape: PreferenceShape) -> Draft:
    given: dict[str, Any] = {
        name: text.strip()
        for name, text in row.values.items()
        if name in COLUMNS and name not in ADDRESS_COLUMNS and text.strip()
    }
    stage = given.pop("type", None) or _stage(given)
    if stage not in ("guest", "stub", "full"):
        raise Invalid(FieldError("type", "unknown_value"))
    if not given:
        raise Invalid(FieldError("name", "row_empty"))
    towards: Stage | None = None
    if stage == "full" and given.get("kind") != "company":
        # A list proves nobody's phone: with a code they are full again.
        stage, towards = "stub", "full"
    if "tags" in given:
        given["tags"] = _parts(given["tags"])
    errors: list[FieldError] = []
    if "preferences" in given:
        pairs, errors = _preferences(given["preferences"])
        given["preferences"], wrong = judge_preferences(
            shape, pairs, {}, stage=stage, towards=towards
        )
        errors += wrong
    if "branch" in given:
        given["branch_id"] = branches.get(fold(given.pop("branch")))
        if given["branch_id"] is None:
            errors.append(FieldError("branch", "branch_not_known"))
    try:
        draft = replace(read_draft(stage, given, country=country), towards=towards)
    except Invalid as invalid:
        raise Invalid(*errors, *invalid.errors) from None
    if towards is not None:
        errors += missing_for(towards, draft.person)
    if errors:
        raise Invalid(*errors)
    return draft


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


def _preferences(text: str) -> tuple[dict[str, Any], list[FieldError]]:
    """folding=hung|eco=yes, as a cell of a spreadsheet can hold it."""
    pairs = [part.partition("=") for part in _parts(text)]
    if not all(equals for _, equals, _ in pairs):
        return {}, [FieldError("preferences", "preferences_not_pairs")]
    return {name.strip(): value.strip() or None for name, _, value in pairs}, []


def _stage(given: Mapping[str, Any]) -> Stage:
    """A list proves nobody's phone, so nobody becomes full by standing in one."""
    return "stub" if given.get("name") or given.get("phone") else "guest"
