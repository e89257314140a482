"""What codes and wrong codes count to: a number or an address, and whoever is behind it: their
account, or where they never signed in the holder, whose phone and e-mail are one person's too."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from regulars.domains.identity.codes.rules import Kind, Purpose, is_at_anothers, is_at_home
from regulars.runtime.tx import Tx


def counted_to(
    tx: Tx,
    destination: bytes,
    purpose: Purpose,
    whose: UUID | None,
    device_id: UUID | None,
    proven_by: UUID | None,
) -> list[tuple[bytes, bool]]:
    """What a wrong code counts to, each with whether as one of its own devices. Where somebody
    else may have it proven there is a third, also when nobody has: both cost the same."""
    counted = [
        (destination, is_at_home(purpose, device_id)),
        (subject_of(tx, whose, destination), device_id is not None),
    ]
    if is_at_anothers(purpose):
        owner = subject_of(tx, proven_by, b"") if proven_by else _nobody(tx, destination)
        counted.append((owner, False))
    return counted


def columns_of(counted: list[tuple[bytes, bool]]) -> dict[str, list[Any]]:
    return {
        "subjects": [subject for subject, _ in counted],
        "from_device": [from_device for _, from_device in counted],
    }


def code_subjects(
    tx: Tx, whose: UUID | None, identifiers: Sequence[tuple[Kind, str]]
) -> list[bytes]:
    """What wrong codes are counted under, also those of when nobody had it, or had it proven."""
    destinations = [tx.keys.token(kind, value) for kind, value in identifiers]
    subjects = [
        *destinations,
        *(_nobody(tx, each) for each in destinations),
        *(subject_of(tx, None, each) for each in destinations),
    ]
    return [*subjects, subject_of(tx, whose, b"")] if whose else subjects


def subject_of(tx: Tx, whose: UUID | None, destination: bytes) -> bytes:
    """Where there is nobody the identifier stands in for them: both kinds cost the same."""
    return tx.keys.token("account", str(whose) if whose else destination.hex())


def _nobody(tx: Tx, destination: bytes) -> bytes:
    """Stands in for whoever might have it proven."""
    return tx.keys.token("proven by", destination.hex())
