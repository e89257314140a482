"""Blind tokens of a customer: for identity, and for finding."""

from dataclasses import dataclass

from regulars.domains.customers.model import IdentifierKind, Person
from regulars.runtime.tx import Tx


@dataclass(frozen=True, slots=True)
class Identifier:
    kind: IdentifierKind
    token: bytes


def identifiers(tx: Tx, person: Person) -> list[Identifier]:
    return [Identifier(kind, tx.keys.token(kind, value)) for kind, value in person.identifiers()]


def search_tokens(tx: Tx, person: Person) -> list[int]:
    """One for each folded word of both names, one for each identifier."""
    tokens = {tx.keys.number_token("word", word) for word in person.words()}
    tokens |= {tx.keys.number_token(kind, value) for kind, value in person.identifiers()}
    return sorted(tokens)
