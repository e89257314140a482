"""What a customer likes to be told, by channel and class: wishes, not yet consent by law."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from regulars.kernel.errors import BadValue

Channel = Literal["sms", "email", "whatsapp", "push"]
MessageClass = Literal["orders", "marketing"]
CHANNELS: tuple[Channel, ...] = ("sms", "email", "whatsapp", "push")
CLASSES: tuple[MessageClass, ...] = ("orders", "marketing")
# Who said nothing is told about their order, and advertised to by nobody: silence is no consent.
DEFAULTS: Mapping[MessageClass, bool] = {"orders": True, "marketing": False}


def read_wishes(given: Mapping[str, Any]) -> tuple[str, ...]:
    """{sms: {orders: false}} as `sms.orders=no`; a null goes back to the default."""
    wishes = []
    for channel, classes in given.items():
        if channel not in CHANNELS:
            raise BadValue("unknown_value")
        for name, is_wanted in _classes(classes):
            if is_wanted is not None:
                wishes.append(f"{channel}.{name}={'yes' if is_wanted else 'no'}")
    return tuple(sorted(wishes))


def merged_wishes(kept: tuple[str, ...], given: Mapping[str, Any]) -> dict[str, Any]:
    """A merge patch over what was wished so far (RFC 7396): null clears a wish or a channel."""
    merged: dict[str, Any] = {}
    for channel, classes in spoken_wishes(kept).items():
        merged[channel] = dict(classes)
    for channel, classes in given.items():
        if isinstance(classes, Mapping):
            merged[channel] = {**merged.get(channel, {}), **classes}
        else:
            merged[channel] = classes
    return merged


def spoken_wishes(kept: tuple[str, ...]) -> dict[str, dict[str, bool]]:
    """Only what was said."""
    spoken: dict[str, dict[str, bool]] = {}
    for wish in kept:
        place, _, answer = wish.partition("=")
        channel, _, name = place.partition(".")
        spoken.setdefault(channel, {})[name] = answer == "yes"
    return spoken


def all_wishes(kept: tuple[str, ...]) -> dict[Channel, dict[MessageClass, bool]]:
    """Every channel and class, with the default where nothing was said."""
    spoken = spoken_wishes(kept)
    return {
        channel: {name: spoken.get(channel, {}).get(name, DEFAULTS[name]) for name in CLASSES}
        for channel in CHANNELS
    }


def _classes(classes: Any) -> Iterator[tuple[str, bool | None]]:
    if classes is None:
        return
    if not isinstance(classes, Mapping):
        raise BadValue("wrong_type")
    for name, is_wanted in classes.items():
        if name not in CLASSES:
            raise BadValue("unknown_value")
        if is_wanted is not None and not isinstance(is_wanted, bool):
            raise BadValue("wrong_type")
        yield name, is_wanted
