"""What a full customer has, and what one still lacks for it. Pure."""

from collections.abc import Mapping
from typing import Literal

from regulars.domains.customers.model import Customer, Stage
from regulars.domains.tenants import PreferenceShape
from regulars.kernel.errors import FieldError

Need = Literal["name", "phone", "phone_proof", "email", "preferences"]
# Where what is missing would stand, and what it is called there.
LACKS: Mapping[Need, tuple[str, str]] = {
    "name": ("name", "name_missing"),
    "phone": ("phone", "phone_missing"),
    "phone_proof": ("phone", "phone_not_proven"),
    "email": ("email", "email_missing"),
    "preferences": ("preferences", "preferences_missing"),
}


def needs_of_full(customer: Customer, shape: PreferenceShape) -> Mapping[Need, bool]:
    """Each thing that makes a customer full, and whether it is there. Of preferences any counts,
    where the shop asks some of full customers."""
    person = customer.person
    needs: dict[Need, bool] = {
        "name": bool(person.name),
        "phone": bool(person.phone),
        "phone_proof": customer.verified.phone_at is not None,
        "email": person.email is not None,
    }
    asked = [field.key for field in shape.asked if field.is_for("full")]
    if asked:
        said = person.preferences or {}
        needs["preferences"] = any(said.get(key) is not None for key in asked)
    return needs


def missing_of_full(customer: Customer, shape: PreferenceShape) -> list[Need]:
    """Of a phone that is not there it goes without saying that it is not proven."""
    needs = needs_of_full(customer, shape)
    missing = [name for name, is_there in needs.items() if not is_there]
    if "phone" in missing:
        missing.remove("phone_proof")
    return missing


def lacks_of_full(customer: Customer, shape: PreferenceShape) -> list[FieldError]:
    """The same, each told at its field."""
    lacks = (LACKS[name] for name in missing_of_full(customer, shape))
    return [FieldError(field, code) for field, code in lacks]


def deserved_stage(customer: Customer, shape: PreferenceShape) -> Stage:
    """What is known of them makes them this, whoever asks."""
    needs = needs_of_full(customer, shape)
    if not (needs["name"] and needs["phone"]):
        return customer.stage
    return "full" if all(needs.values()) else "stub"
