"""Every kind of fact that the house announces, for the trail's filter."""

from regulars.runtime.journal import Event


def fact_names() -> tuple[str, ...]:
    """In the order of rooms; every room has declared its own by the time a page is asked for."""
    return tuple(sorted({event.name for event in Event.__subclasses__()}))
