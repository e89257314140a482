"""A coarse name for what somebody came with, for their own list of sign-ins; no finer is kept."""

BROWSERS = (
    ("edg", "edge"),
    ("samsungbrowser", "samsung"),
    ("firefox", "firefox"),
    ("fxios", "firefox"),
    ("crios", "chrome"),
    ("chrome", "chrome"),
    ("safari", "safari"),
)
SYSTEMS = (
    ("android", "android"),
    ("iphone", "iphone"),
    ("ipad", "ipad"),
    ("windows", "windows"),
    ("mac os", "mac"),
    ("linux", "linux"),
)


def seen_with(user_agent: str) -> str:
    """`chrome_android`; `other` for what says neither."""
    said = user_agent[:500].lower()
    browser = next((name for mark, name in BROWSERS if mark in said), "")
    system = next((name for mark, name in SYSTEMS if mark in said), "")
    return "_".join(part for part in (browser, system) if part) or "other"
