"""What a fact changed, in the reader's words: preferences by label, companies by number, money."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from regulars.browser.amounts import amount
from regulars.browser.moments import short_day
from regulars.console.customers.told_addresses import readable
from regulars.console.customers.views import Change
from regulars.console.visits import Visit
from regulars.domains import customers
from regulars.domains.audit import values_then
from regulars.domains.customers import Customer
from regulars.domains.customers import TimelineEntry as FactEntry
from regulars.domains.identity import Scope
from regulars.domains.tenants import PreferenceShape, read_preference_shape
from regulars.kernel.email import mask_email
from regulars.kernel.phone import mask_phone
from regulars.kernel.taxid import mask_tax_id
from regulars.runtime.tx import Tx

# Told by another field of the same change.
UNTOLD = ("phone_typed",)
AMOUNT = "credit_limit_minor"
# Kept as a code, read as a word.
CODED = ("gender", "kind", "language", "stage")


@dataclass(frozen=True, slots=True)
class Telling:
    """What has to be known to tell of changes. `currencies` are, by the fact that changed an
    amount alone, those that it was in at the time: a later change of them is no change of it."""

    visit: Visit
    shape: PreferenceShape
    companies: Mapping[str, str]
    currencies: Mapping[UUID, str | None]

    def changes(self, entry: FactEntry) -> tuple[Change, ...]:
        may_reveal = self.visit.may(Scope.CUSTOMERS_REVEAL)
        sealed = readable(entry, may_reveal=may_reveal)
        if not self.visit.may(Scope.CUSTOMERS_BIRTH_DATE):
            sealed.pop("birth_date", None)
        clear = _clear_of(entry)
        pairs = [*clear.items(), *sealed.items()]
        # An amount that changed together with its currency was in another before.
        then = self.currencies.get(entry.fact.id)
        was_in, is_in = clear.get("currency", (then, then))
        told: list[Change] = []
        for name, (old, new) in pairs:
            if name == "preferences":
                told += self._preferences(old or {}, new or {})
            elif name not in UNTOLD:
                change = self.word(name, old, currency=was_in), self.word(name, new, currency=is_in)
                told.append(Change(name, *change))
        return tuple(told)

    def word(self, name: str, value: Any, *, currency: str | None) -> str | None:
        """One value of a field, masked as everywhere; None where there is none."""
        if value in (None, "", [], {}):
            return None
        if name == "branch_id":
            return self.visit.branch_name_of_text(value)
        if name == "branch_ids":
            return ", ".join(self.visit.branch_name_of_text(one) or "–" for one in value)
        if name in ("role", "language"):
            return self._say(f"{name}-{value}")
        if name == "company_id":
            return self.companies.get(value, "–")
        if name == AMOUNT and currency:
            return amount(value, currency, language=self.visit.language)
        if name == "notification_preferences":
            return self._wishes(value)
        if isinstance(value, list):
            return self._say("list-comma").join(map(str, value))
        return self._coded(name, str(value)) or masked(name, str(value))

    def named_preferences(self, kept: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """In the shop's order and words; what it does not ask for any more comes last, as kept."""
        asked = [field.key for field in self.shape.fields if field.key in kept]
        left = [key for key in kept if self.shape.field(key) is None]
        return tuple(self._preference(key, kept[key]) for key in (*asked, *left))

    def _preferences(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
        """Only those that changed, each with its name."""

        def told(values: Mapping[str, Any], key: str) -> str | None:
            return ": ".join(self._preference(key, values[key])) if key in values else None

        keys = dict.fromkeys((*old, *new))
        return [
            Change("preferences", told(old, key), told(new, key))
            for key in keys
            if old.get(key) != new.get(key)
        ]

    def _preference(self, key: str, value: Any) -> tuple[str, str]:
        field, language = self.shape.field(key), self.visit.language
        if isinstance(value, bool):
            text = self._say("preference-yes" if value else "preference-no")
        else:
            words = {c.key: c.label(language) for c in field.choices} if field else {}
            text = words.get(value) or str(value)
        return (field.label(language) if field else key), text

    def _wishes(self, wishes: list[str]) -> str:
        """sms.orders=no as the form calls it: SMS, Orders: No."""
        told = []
        for wish in wishes:
            place, _, answer = wish.partition("=")
            channel, _, name = place.partition(".")
            words = (self._say(f"channel-{channel}"), self._say(f"wish-{name}"))
            told.append(f"{' · '.join(words)}: {self._say(f'preference-{answer}')}")
        return self._say("list-comma").join(told)

    def _coded(self, name: str, value: str) -> str | None:
        if name == "birth_date":
            return short_day(date.fromisoformat(value), language=self.visit.language)
        word = f"{name}-{value}"
        is_known = name in CODED and self.visit.desk.catalogue.has(word)
        return self._say(word) if is_known else None

    def _say(self, word: str) -> str:
        return self.visit.desk.catalogue.say(self.visit.language, word)


async def telling_of(
    visit: Visit, tx: Tx, people: Iterable[Customer], entries: tuple[FactEntry, ...] = ()
) -> Telling:
    """Of facts about these people. Companies of other branches stay unnamed."""
    ids = {
        UUID(each) for entry in entries for each in _clear_of(entry).get("company_id", ()) if each
    }
    numbers = await customers.numbers_of(tx, ids) if ids else {}
    return Telling(
        visit,
        await read_preference_shape(tx),
        {str(id_): number for id_, number in numbers.items()},
        await _currencies(tx, people, entries),
    )


async def _currencies(
    tx: Tx, people: Iterable[Customer], entries: tuple[FactEntry, ...]
) -> dict[UUID, str | None]:
    amounts = [
        entry.fact
        for entry in entries
        if AMOUNT in _clear_of(entry) and "currency" not in _clear_of(entry)
    ]
    today: dict[UUID, str | None] = {}
    if amounts:
        today = {customer.id: customer.traits.currency for customer in people}
    then = await values_then(tx, "currency", amounts)
    return {fact.id: then.get(fact.id, today.get(fact.subject_id)) for fact in amounts}


def _clear_of(entry: FactEntry) -> Mapping[str, Any]:
    """What changed in clear. A fact without `fields` tells by itself, such as a new address."""
    clear = entry.fact.data.get("clear")
    told = isinstance(clear, dict) and isinstance(entry.fact.data.get("fields"), list)
    return clear if told and isinstance(clear, dict) else {}


def masked(field: str, value: str | None) -> str | None:
    if not value:
        return None
    if field == "phone":
        return mask_phone(value)
    if field == "tax_id":
        return mask_tax_id(value)
    return mask_email(value) if field == "email" else value
