"""What a customer of the bench has besides: an address or two, sealed as the product seals them."""

from collections.abc import Sequence
from typing import Any

from regulars.domains.customers import Customer, read_address
from regulars.domains.customers.addresses.address import CUSTOMER_ADDRESS
from regulars.kernel.ids import new_id
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)
PLACES = (("Muscat", 23.588, 58.383), ("Seeb", 23.670, 58.189), ("Nizwa", 22.933, 57.530))


async def give_addresses(tx: Tx, customers: Sequence[Customer]) -> None:
    """One to each, a second to every other; the first is the default."""
    rows = [row for at, customer in enumerate(customers) for row in _rows(tx, customer, at)]
    columns: dict[str, list[Any]] = {name: [row[name] for row in rows] for name in rows[0]}
    await tx.run(sql.add_addresses, **columns)
    first = dict(zip(reversed(columns["customer_ids"]), reversed(columns["ids"]), strict=True))
    await tx.run(sql.set_defaults, customer_ids=list(first), ids=list(first.values()))


def _rows(tx: Tx, customer: Customer, at: int) -> list[dict[str, Any]]:
    rows = []
    for which in range(1 + at % 2):
        city, north, east = PLACES[(at + which) % len(PLACES)]
        given = {
            "city": city,
            "area": f"Block {at % 90}",
            "street": f"Way {1000 + at}",
            "building": str(1 + at % 400),
            "latitude": round(north + at % 97 / 1000, 6),
            "longitude": round(east + at % 89 / 1000, 6),
        }
        draft, id_ = read_address(given, country="OM"), new_id()
        document = draft.details.document()
        rows.append(
            {
                "ids": id_,
                "customer_ids": customer.id,
                "cities": draft.city,
                "cells": draft.cell,
                "person_key_ids": customer.key.id,
                "seals": tx.people.seal(
                    CUSTOMER_ADDRESS, document, row_id=id_, person=customer.key
                ),
            }
        )
    return rows
