"""No committed file tells where it was made, fetches from a registry, or names a real person."""

import re
from collections.abc import Callable

import pytest

from tests.architecture.tidiness import texts

# A path of somebody's machine; what the product itself uses of a Debian system is not one.
WORKPLACE = re.compile(r"(?<![\w.~/$}])/(?:work|root|tmp|mnt|home/\w+)/[\w.-]+")
REGISTRIES = re.compile(
    r"(?:registry\.npmjs|files\.pythonhosted|(?<![\w.])pypi\.org|registry\.yarnpkg)"
)
EMAIL = re.compile(r"(?<![\w./+-])([\w.+-]{1,64}@(?:[\w-]+\.)+[A-Za-z]{2,})(?![\w(])")
INVENTED_HOSTS = re.compile(r"(?i)@(?:[\w-]+\.)*example(?:\.(?:com|org|net|co\.om))?$")
# Oman, with or without its code, as a machine or a person writes it.
PHONE = re.compile(r"(?<![\w.+-])(?:\+|00)?968[ -]?([279]\d{3})[ -]?(\d{4})(?![\w.-])")
# Plainly invented: a run of digits, or one digit three times over.
INVENTED = re.compile(r"(?=.*(\d)\1{2}|.*(?:1234|2345|3456|4567|5678|4321|8765))")

# Tests of the parsers feed them what people type; nobody can be reached at these.
WRITINGS = ("tests/kernel/test_phone.py", "tests/kernel/test_email.py")
# Common stand-ins that the product must recognise and refuse are its own words.
STAND_INS = ("src/regulars/kernel/email.py", "src/regulars/kernel/phone.py")


def workplace(text: str) -> list[str]:
    return WORKPLACE.findall(text)


def registries(text: str) -> list[str]:
    return REGISTRIES.findall(text)


def real_emails(text: str) -> list[str]:
    return [found for found in EMAIL.findall(text) if not INVENTED_HOSTS.search(found)]


def real_phones(text: str) -> list[str]:
    found = ["".join(parts) for parts in PHONE.findall(text)]
    return [digits for digits in found if not INVENTED.match(digits)]


RULES: dict[Callable[[str], list[str]], tuple[str, ...]] = {
    workplace: (),
    registries: (),
    real_emails: (*WRITINGS, *STAND_INS, "tests/planted/person_in_a_sample.patch"),
    real_phones: (*WRITINGS, *STAND_INS),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_file_says_it(rule: Callable[[str], list[str]]) -> None:
    found = {name: rule(text) for name, text in texts() if name not in RULES[rule]}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (workplace, "open('/" + "work/main/x')"),
        (workplace, "see /" + "tmp/notes"),
        (workplace, "/" + "home/somebody/x"),
        (registries, "https://registry.np" + "mjs.org/x"),
        (registries, "https://files.python" + "hosted.org/x"),
        (registries, "https://py" + "pi.org/simple"),
        (real_emails, "write to salma@" + "gmail.com"),
        (real_phones, "call +968 9" + "273 8164"),
        (real_phones, "009689" + "2738164"),
    ],
)
def test_a_file_that_says_it_is_seen(rule: Callable[[str], list[str]], text: str) -> None:
    assert rule(text)


@pytest.mark.parametrize(
    "text",
    ["salma@example.com", "+968 9000 0042", "+96891234567", "https://example.com/work/x", "a@b"],
)
def test_invented_samples_are_accepted(text: str) -> None:
    assert [rule(text) for rule in RULES] == [[], [], [], []]
