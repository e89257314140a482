"""What an address of the console carries: the business, ids, and places in a list."""

from typing import Any, TypeVar
from uuid import UUID

from regulars.kernel.errors import BadValue, NotFound
from regulars.runtime.cursors import read_cursor, write_cursor
from regulars.runtime.vault.tenant_keys import TenantKeys

T = TypeVar("T")


def business_of(path: str) -> str | None:
    """As it stands there, whether or not there is such a business."""
    _, first, business, *_ = [*path.split("/"), "", ""]
    return business or None if first == "c" else None


def write_place(keys: TenantKeys, bound_to: list[Any], place: Any) -> str:
    return write_cursor(keys, ["console", *bound_to], place)


def read_place(keys: TenantKeys, bound_to: list[Any], text: str, kind: type[T]) -> T | None:
    """None for none given; NotFound for one that this list did not hand out."""
    if not text:
        return None
    try:
        return read_cursor(keys, ["console", *bound_to], text, kind)
    except BadValue:
        raise NotFound from None


def read_uuid(text: str) -> UUID:
    """What is no id cannot be found. Only the spelling that we write ourselves is one."""
    try:
        found = UUID(text)
    except ValueError:
        raise NotFound from None
    if str(found) != text.lower():
        raise NotFound
    return found
