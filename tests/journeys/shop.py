"""A running shop: HTTP and worker as processes of their own, on a clone of the test template."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx

from regulars.runtime.settings import Settings, as_environment
from tests.console.visitors import token_in
from tests.instruments.processes import COMMAND, free_port, inherited
from tests.world import PASSWORD, House, World

START_SECONDS = 60
STOP_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Clerk:
    client: httpx.Client
    home: str

    def post(self, path: str, form: Mapping[str, str]) -> None:
        answer = self.client.post(self.home + path, data=dict(form))
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])


@dataclass(frozen=True, slots=True)
class Shop:
    address: str
    world: World
    settings: Settings

    @property
    def laundry(self) -> House:
        return self.world.laundry

    def session(self, house: House, email: str, password: str = PASSWORD) -> dict[str, str]:
        """The cookies of somebody who signed in, for a browser that need not do it again."""
        headers = {"Origin": self.address, "Sec-Fetch-Site": "same-origin"}
        path = f"/c/{house.tenant.slug}/sign-in"
        with httpx.Client(base_url=self.address, headers=headers) as client:
            form = {"csrf": token_in(client.get(path)), "email": email, "password": password}
            entered = client.post(path, data=form)
            assert entered.status_code == 303, entered.text
            return dict(client.cookies)

    @contextmanager
    def staff(self, house: House, email: str) -> Iterator["Clerk"]:
        """Sends forms as pages do, where there is no interface for programs."""
        cookies = self.session(house, email)
        home = f"{self.address}/c/{house.tenant.slug}"
        with httpx.Client(cookies=cookies, headers={"Origin": self.address}) as client:
            token = token_in(client.get(f"{home}/till"))
            client.headers.update({"X-CSRF-Token": token, "HX-Request": "true"})
            yield Clerk(client, home)

    def api(self, house: House | None = None) -> httpx.Client:
        key = (house or self.laundry).api_key
        headers = {"Authorization": f"Bearer {key}"}
        return httpx.Client(base_url=f"{self.address}/api/v1", headers=headers)

    def made(self, house: House | None = None, **given: Any) -> dict[str, Any]:
        """A customer as a program makes one."""
        with self.api(house) as client:
            answer = client.post("/customers", json={"type": "stub", **given})
            assert answer.status_code == 201, answer.text
            customer: dict[str, Any] = answer.json()
            return customer

    def wait_until_refused(self, secret: str) -> None:
        """A process that knew a key believes in it for half a second after it was revoked."""
        headers = {"Authorization": f"Bearer {secret}"}
        for _ in range(100):
            if httpx.get(f"{self.address}/api/v1/customers", headers=headers).status_code == 401:
                return
            time.sleep(0.05)
        raise AssertionError("the key still works after five seconds")


@contextmanager
def running_shop(settings: Settings, world: World) -> Iterator[Shop]:
    settings = replace(settings, port=free_port(), log_level="error", pool_size=4)
    environment = {**inherited(), **as_environment(settings)}
    children: list[subprocess.Popen[bytes]] = []
    try:
        for part in ("serve", "work"):
            command = [*COMMAND, part, "--parent", str(os.getpid())]
            children.append(subprocess.Popen(command, env=environment, start_new_session=True))
        address = f"http://localhost:{settings.port}"
        _wait_until_healthy(address, children)
        yield Shop(address, world, settings)
    finally:
        _stop(children)


def _wait_until_healthy(address: str, children: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert all(child.poll() is None for child in children), "a process of the shop ended"
        try:
            if httpx.get(f"{address}/healthz", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("the shop did not open in time")


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
