"""What a text counts for as SMS: GSM-7 while every letter is in it, else UCS-2. Pure."""

# 3GPP TS 23.038: the basic alphabet, and what costs two places through the escape.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
GSM_ALONE, GSM_JOINED = 160, 153
UCS_ALONE, UCS_JOINED = 70, 67
BODY_MAX = 1_600


def is_gsm(text: str) -> bool:
    return all(sign in BASIC or sign in EXTENDED for sign in text)


def segments_of(text: str) -> int:
    """How many messages are billed. No sign is torn apart: not an escape from what it escapes, not
    one half of a surrogate pair from the other."""
    if is_gsm(text):
        widths = [2 if sign in EXTENDED else 1 for sign in text]
        return _filled(widths, GSM_ALONE, GSM_JOINED)
    widths = [2 if ord(sign) > 0xFFFF else 1 for sign in text]
    return _filled(widths, UCS_ALONE, UCS_JOINED)


def _filled(widths: list[int], alone: int, joined: int) -> int:
    if sum(widths) <= alone:
        return 1
    parts, left = 1, joined
    for width in widths:
        if width > left:
            parts, left = parts + 1, joined
        left -= width
    return parts
