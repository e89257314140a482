"""What a tenant wants to know of its customers' likings: fields with a kind, an order and words."""

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.domains.tenants.errors import TenantNotFound
from regulars.domains.tenants.events import TenantsPreferencesChanged
from regulars.domains.tenants.shapes import (
    FIELDS_MAX,
    Choice,
    PreferenceField,
    PreferenceShape,
    changed_keys,
    read_shape,
)
from regulars.kernel.errors import Outdated
from regulars.runtime.conversation import Row
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx

sql = statements_beside(__file__)

BETWEEN_CHOICES, BETWEEN_WORDS = "\x1e", "\x1f"


async def read_preference_shape(tx: Tx) -> PreferenceShape:
    """Retired fields are in it, marked: customers may still have values of theirs."""
    rows = await tx.rows(sql.shape, most=FIELDS_MAX)
    if not rows:
        raise TenantNotFound
    fields = tuple(_field(row) for row in rows if row["key"] is not None)
    return PreferenceShape(fields, rows[0]["preferences_version"])


async def set_preference_shape(
    tx: Tx, given: Sequence[Mapping[str, Any]], *, expected_version: int | None = None
) -> PreferenceShape:
    """The fields in their order. One that is left out is retired, not deleted, and keeps its
    kind for ever. Changing nothing announces nothing."""
    before = await read_preference_shape(tx)
    if expected_version not in (None, before.version):
        raise Outdated

    after = read_shape(before, given)
    changed = changed_keys(before, after)
    if before.fields == after.fields:
        return before

    if not await tx.run(sql.next_version, version=before.version):
        raise Outdated
    await tx.run(sql.keep_fields, **_columns(after.fields))

    tx.emit(
        TenantsPreferencesChanged(changed, after.version),
        subject_id=tx.tenant_id,
        seq=after.version,
    )
    return after


def _columns(fields: Sequence[PreferenceField]) -> dict[str, Any]:
    return {
        "keys": [field.key for field in fields],
        "places": list(range(len(fields))),
        "kinds": [field.kind for field in fields],
        "labels_en": [field.label_en for field in fields],
        "labels_ar": [field.label_ar for field in fields],
        "choices": [BETWEEN_CHOICES.join(map(_written, field.choices)) for field in fields],
        "retired": [field.is_retired for field in fields],
        "stages": [BETWEEN_CHOICES.join(field.stages) for field in fields],
    }


def _written(choice: Choice) -> str:
    return BETWEEN_WORDS.join((choice.key, choice.label_en, choice.label_ar))


def _field(row: Row) -> PreferenceField:
    choices = tuple(Choice(*text.split(BETWEEN_WORDS)) for text in row["choices"])
    return PreferenceField(
        row["key"],
        row["kind"],
        row["label_en"],
        row["label_ar"],
        choices,
        row["is_retired"],
        tuple(row["stages"]),
    )
