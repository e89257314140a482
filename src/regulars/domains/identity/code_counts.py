"""What codes and wrong codes count to: a number or an address, and the accounts behind it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from regulars.domains.identity.code_rules import Kind, Purpose, is_at_anothers, is_at_home
from regulars.runtime.tx import Tx


def counted_to(
    tx: Tx,
    destination: bytes,
    purpose: Purpose,
    account_id: UUID | None,
    device_id: UUID | None,
    proven_by: UUID | None,
) -> list[tuple[bytes, bool]]:
    """What a wrong code counts to, each with whether as one of its own devices. Where somebody
    else may have it proven there is a third, also when nobody has: both cost the same."""
    counted = [
        (destination, is_at_home(purpose, device_id)),
        (account_subject(tx, account_id, destination), device_id is not None),
    ]
    if is_at_anothers(purpose):
        owner = account_subject(tx, proven_by, b"") if proven_by else _nobody(tx, destination)
        counted.append((owner, False))
    return counted


def columns_of(counted: list[tuple[bytes, bool]]) -> dict[str, list[Any]]:
    return {
        "subjects": [subject for subject, _ in counted],
        "from_device": [from_device for _, from_device in counted],
    }


def code_subjects(
    tx: Tx, account_id: UUID | None, identifiers: Sequence[tuple[Kind, str]]
) -> list[bytes]:
    """What wrong codes are counted under."""
    destinations = [tx.keys.token(kind, value) for kind, value in identifiers]
    # Also those of when nobody had it proven.
    subjects = [*destinations, *(_nobody(tx, each) for each in destinations)]
    if account_id is not None:
        return [*subjects, account_subject(tx, account_id, b"")]
    return [*subjects, *(account_subject(tx, None, each) for each in destinations)]


def account_subject(tx: Tx, account_id: UUID | None, destination: bytes) -> bytes:
    """Where there is no account the identifier stands in for it: both kinds cost the same."""
    return tx.keys.token("account", str(account_id) if account_id else destination.hex())


def _nobody(tx: Tx, destination: bytes) -> bytes:
    """Stands in for whoever might have it proven."""
    return tx.keys.token("proven by", destination.hex())
