"""What arrived at the simulators, newest first, and the page that shows it."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from regulars.runtime.language import Catalogue, direction, pick_language
from regulars.simulators.http import Answered, Asked, html_answer

KEPT = 2000
SHOWN = 50


@dataclass(slots=True)
class Arrival:
    kind: Literal["sms", "email"]
    sender: str
    to: str
    text: str
    at: datetime
    subject: str = ""
    state: str = "delivered"
    parts: int = 1
    page: str = field(default="", repr=False)


class Arrivals:
    """In memory, for as long as the simulators run."""

    def __init__(self) -> None:
        self._kept: deque[Arrival] = deque(maxlen=KEPT)

    def __iter__(self) -> Iterator[Arrival]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, arrival: Arrival) -> None:
        self._kept.appendleft(arrival)


class ArrivalsPage:
    def __init__(self, arrivals: Arrivals, catalogue: Catalogue) -> None:
        self._arrivals = arrivals
        self._catalogue = catalogue
        self._pages = Environment(
            loader=FileSystemLoader(Path(__file__).parent),
            autoescape=True,
            undefined=StrictUndefined,
        )

    def answer(self, asked: Asked) -> Answered:
        wanted = asked.query.get("lang") or asked.headers.get("accept-language")
        language = pick_language(wanted, "en")
        page = self._pages.get_template("arrivals.html").render(
            t=lambda message, **words: self._catalogue.say(language, message, **words),
            language=language,
            direction=direction(language),
            arrivals=list(self._arrivals)[:SHOWN],
        )
        return html_answer(page)
