"""What is said to a person about their own account: kept sealed, and sent by the worker."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from regulars.domains.identity.sends.events import IdentityNoticeGiven
from regulars.kernel.ids import new_id
from regulars.runtime.sql import statements_beside
from regulars.runtime.tx import Tx
from regulars.runtime.vault import DataClass, SealedDocument

sql = statements_beside(__file__)

# To whom, and the words of it: names and links, as JSON.
NOTICE = SealedDocument(
    "identity.notice.v1",
    {"phone": DataClass.PHONE, "email": DataClass.EMAIL, "facts": DataClass.MESSAGE},
)
KIND = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True)
class Notice:
    """`kind` names the words: `notice-<kind>` is the text, with dashes, and `notice-<kind>-subject`
    the subject of an e-mail; `facts` are the names in them, and `shop` is there by itself. `value`
    is the number in E.164 or the address."""

    kind: str
    channel: Literal["sms", "email"]
    value: str = field(repr=False)
    language: Literal["en", "ar"]
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if not KIND.fullmatch(self.kind):
            raise ValueError("a notice's kind is a code such as phone_changed")


async def tell(tx: Tx, notice: Notice) -> UUID:
    """Goes with the commit; the worker sends it at once, and once."""
    notice_id, key = new_id(), tx.people.new()
    where = "phone" if notice.channel == "sms" else "email"
    words = {where: notice.value, "facts": json.dumps(dict(notice.facts), ensure_ascii=False)}
    await tx.run(
        sql.tell,
        id=notice_id,
        kind=notice.kind,
        channel=notice.channel,
        language=notice.language,
        key_id=key.id,
        wrapped=tx.keys.wrap(key.id, key.secret),
        sealed=tx.people.seal(NOTICE, words, row_id=notice_id, person=key),
    )
    tx.emit(IdentityNoticeGiven(notice_id, notice.kind), subject_id=notice_id, seq=1)
    return notice_id
