"""If-Match and If-None-Match (RFC 9110, 13.1) against the version that an ETag stands for."""

import re

# Unquoted digits are no tag by the book, but shells eat quotes and nobody means anything else.
TAG = re.compile(r'\s*(?P<weak>W/)?(?:"(?P<tag>[^"]*)"|(?P<bare>[0-9]+))\s*(?:,|\Z)')
VERSION = re.compile(r"[1-9][0-9]{0,8}")
# No version is -1, so what can match nothing is refused wherever it is compared.
MATCHES_NOTHING = -1


def etag(version: int) -> str:
    return f'"{version}"'


def expected_version(if_match: str | None) -> int | None:
    """The version to change from; `*` asks only that the thing is there. A weak tag never
    matches. Of several tags the highest is taken: versions only grow, so none is overwritten."""
    if if_match is None or if_match.strip() == "*":
        return None
    return max((v for v, is_weak in _versions(if_match) if not is_weak), default=MATCHES_NOTHING)


def is_known(version: int | None, if_none_match: str | None) -> bool:
    """Whether the caller has this version already; weak tags are as good as strong ones here."""
    if version is None or if_none_match is None:
        return False
    return if_none_match.strip() == "*" or version in {v for v, _ in _versions(if_none_match)}


def _versions(tags: str) -> list[tuple[int, bool]]:
    """Each version with whether its tag is weak; none when any of it is no tag."""
    found, place = [], 0
    while place < len(tags):
        match = TAG.match(tags, place)
        if match is None:
            return []
        text = match["tag"] if match["bare"] is None else match["bare"]
        if VERSION.fullmatch(text):
            found.append((int(text), match["weak"] is not None))
        place = match.end()
    return found
