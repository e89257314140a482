"""The guide's commands, in its order, do what it says they do."""

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

from httpx import AsyncClient

from tests.instruments.installation import Installation
from tests.world import World

GUIDE = Path(__file__).parents[2] / "docs" / "howto" / "api.md"
COMMAND = re.compile(r"^# (?P<status>\d{3})\n(?P<text>curl (?:.*\\\n)*.*)$", re.MULTILINE)
FENCE = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What follows these is said with them; -i and -G stand alone.
WITH_A_WORD = ("-H", "-d", "-X", "--data-urlencode")


@dataclass
class Curl:
    """A curl command, as the request it makes."""

    url: str = ""
    method: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    content: str | None = None
    params: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> "Curl":
        words = iter(shlex.split(text.replace("\\\n", " "))[1:])
        read = cls()
        for word in words:
            said = next(words) if word in WITH_A_WORD else ""
            if word == "-H":
                name, _, value = said.partition(": ")
                read.headers[name] = value
            elif word == "-d":
                read.content = said
            elif word == "-X":
                read.method = said
            elif word == "--data-urlencode":
                name, _, value = said.partition("=")
                read.params[name] = value
            elif not word.startswith("-"):
                read.url = word
        read.method = read.method or ("GET" if read.content is None else "POST")
        return read


def commands() -> list[tuple[int, str]]:
    text = GUIDE.read_text(encoding="utf-8")
    fences = "\n".join(FENCE.findall(text))
    assert len(COMMAND.findall(fences)) == fences.count("curl ")
    return [(int(found["status"]), found["text"]) for found in COMMAND.finditer(fences)]


async def test_every_command_of_the_guide_is_answered_as_it_says(
    client: AsyncClient, common: Installation, world: World
) -> None:
    known: dict[str, Any] = {"URL": "http://shop.example.com", "KEY": world.laundry.api_key}
    found = commands()
    assert len(found) > 12
    for status, text in found:
        curl = Curl.read(Template(text).substitute(known))
        answer = await client.request(
            curl.method,
            curl.url,
            headers=curl.headers,
            content=curl.content,
            params=curl.params or None,
        )
        assert answer.status_code == status, f"{text}\n{answer.text}"
        said = answer.json() if answer.content else {}
        if status == 201 and "/customers" in curl.url:
            known.setdefault("ID", said["id"])
        if status == 201 and "/api-keys" in curl.url:
            known["KEY_ID"] = said["id"]
        if status == 201 and curl.url.endswith("/addresses"):
            known["ADDRESS_ID"] = said["id"]
        if status == 201 and said.get("kind") == "company":
            known["COMPANY_ID"] = said["id"]
        known["CURSOR"] = said.get("next_cursor") or known.get("CURSOR", "")


def test_a_command_is_read_as_curl_reads_it() -> None:
    read = Curl.read("""curl -i -G "$URL/x" -H 'If-Match: "1"' --data-urlencode "q=a b" """)
    assert (read.method, read.url, read.headers) == ("GET", "$URL/x", {"If-Match": '"1"'})
    assert read.params == {"q": "a b"}
    assert Curl.read("curl x -d '{}'").method == "POST"
    assert Curl.read("curl -X PATCH x -d '{}'").content == "{}"
