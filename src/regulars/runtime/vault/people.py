"""The people of one unit of work: their keys, and sealing and opening with them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from regulars.kernel.ids import TenantId
from regulars.runtime.conversation import Conversation, Saying
from regulars.runtime.sql import statements_beside
from regulars.runtime.vault.documents import SealedDocument
from regulars.runtime.vault.envelope import open_sealed, seal
from regulars.runtime.vault.person_keys import PersonKey, new_person_key
from regulars.runtime.vault.tenant_keys import TenantKeys

sql = statements_beside(__file__)


class People:
    """Rows carry the id of the key they are sealed under; queries bring its wrapped form along."""

    def __init__(self, tenant_id: TenantId, keys: TenantKeys) -> None:
        self._tenant_id = tenant_id
        self._keys = keys

    def new(self) -> PersonKey:
        return new_person_key()

    def storing(self, people: Iterable[PersonKey]) -> Saying:
        """What keeps the keys of new people."""
        people = list(people)
        values = {
            "tenant_id": self._tenant_id,
            "ids": [person.id for person in people],
            "wrapped": [self._keys.wrap(person.id, person.secret) for person in people],
        }
        return sql.store_keys, values

    def unwrap(self, key_id: UUID, wrapped: bytes) -> PersonKey:
        return PersonKey(key_id, self._keys.unwrap(key_id, wrapped))

    async def load(self, session: Conversation, key_ids: Iterable[UUID]) -> dict[UUID, PersonKey]:
        """Keys that were forgotten are missing from the answer: nobody can open those any more."""
        values = {"tenant_id": self._tenant_id, "ids": list(key_ids)}
        rows = await session.rows(sql.load_keys, values)
        return {row["id"]: self.unwrap(row["id"], row["wrapped"]) for row in rows}

    def seal(
        self,
        document: SealedDocument,
        values: Mapping[str, Any],
        *,
        row_id: UUID,
        person: PersonKey,
    ) -> bytes:
        return seal(document, dict(values), tenant_id=self._tenant_id, row_id=row_id, key=person)

    def open(
        self, document: SealedDocument, sealed: bytes, *, row_id: UUID, person: PersonKey
    ) -> dict[str, Any]:
        return open_sealed(document, sealed, tenant_id=self._tenant_id, row_id=row_id, key=person)
