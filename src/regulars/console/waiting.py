"""A page whose search has to wait: the same page with a sentence in it, refused, and counted."""

from dataclasses import replace

from regulars.console.pages import Page


def held_back(page: Page, wait_seconds: int, *, swap: str) -> Page:
    """The page itself when there is nothing to wait for. `swap` says how a script puts it into
    the page, and tells it that this 429 is ours to show: one of a proxy in front is not."""
    if not wait_seconds:
        return page
    headers = {**page.headers, **waiting_headers(wait_seconds, swap=swap)}
    return replace(page, status=429, headers=headers, is_kept=True)


def waiting_headers(wait_seconds: int, *, swap: str) -> dict[str, str]:
    return {"Retry-After": str(wait_seconds), "HX-Reswap": swap}
