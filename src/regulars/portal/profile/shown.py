"""From a customer to what their own profile shows."""

from regulars.domains.customers import Customer, all_wishes
from regulars.domains.tenants import PreferenceField, PreferenceShape
from regulars.portal.home.handlers import picture_of
from regulars.portal.profile.views import Control, ProfilePage, Reached
from regulars.runtime.language import Language


def profile_of(customer: Customer, shape: PreferenceShape, language: Language) -> ProfilePage:
    person, traits = customer.person, customer.traits
    kept = person.preferences or {}
    asked = shape.asked_of(customer.stage)
    labels = {f.key: f.label(language) for f in shape.fields}
    return ProfilePage(
        person.name,
        person.name2,
        customer.shown_number,
        str(customer.id),
        traits.language,
        person.birth_date,
        traits.gender,
        reached_of(customer),
        tuple(
            (labels.get(key, key), told_preference(shape.field(key), value, language))
            for key, value in kept.items()
            if value is not None
        ),
        tuple(
            (channel, kind)
            for channel, kinds in all_wishes(traits.notification_preferences).items()
            for kind, is_on in kinds.items()
            if is_on
        ),
        picture_of(customer.pictured_at.timestamp() if customer.pictured_at else None),
        bool(asked),
    )


def reached_of(customer: Customer) -> tuple[Reached, ...]:
    person, verified = customer.person, customer.verified
    return (
        Reached("phone", person.phone, verified.phone_at is not None),
        Reached("email", person.email, verified.email_at is not None),
    )


def controls_of(
    customer: Customer, shape: PreferenceShape, language: Language
) -> tuple[Control, ...]:
    kept = customer.person.preferences or {}
    return tuple(
        Control(
            f.key,
            f.label(language),
            f.kind,
            text_of(kept.get(f.key)),
            tuple((choice.key, choice.label(language)) for choice in f.choices),
        )
        for f in shape.asked_of(customer.stage)
    )


def told_preference(asked: PreferenceField | None, value: object, language: Language) -> str:
    """A choice by its label; yes and no are said by the page."""
    for choice in asked.choices if asked else ():
        if choice.key == value:
            return choice.label(language)
    return text_of(value)


def text_of(value: object) -> str:
    """As a form sends it: true, not True."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
