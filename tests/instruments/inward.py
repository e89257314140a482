"""Addresses that lead inward, in every notation that some reader somewhere takes for one."""

import ipaddress
from collections.abc import Iterator

INNER_V4 = (
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "127.1.2.3", "0.1.2.3", "10.0.0.1",
    "0.0.0.0",  # noqa: S104 - nobody listens there
    "10.255.255.255", "100.64.0.1", "169.254.0.1", "169.254.169.254", "169.254.170.2",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "168.63.129.16", "100.100.100.200",
)  # fmt: skip
INNER_V6 = (
    "::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1",
    "2001::1", "2001:db8::1", "2001:10::1", "2001:20::1", "3fff::1", "5f00::1", "4000::1",
    "64:ff9b:1::1", "2001:2::1",
)  # fmt: skip
NAMES = (
    "localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "sub.localhost", "a.local",
    "metadata.google.internal", "printer.lan", "host.docker.internal", "db", "ip6-localhost",
    "1.0.0.127.in-addr.arpa", "intranet", "router.home", "kubernetes.default.svc.local", "a.test",
    "x.onion", "ad.corp", "127.0.0.1.", "0", "1", "127.1", "127.0.1", "0x7f.1", "017700000001",
    "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.0x1",
    "①②⑦.⓪.⓪.①", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "１２７.0.0.1",
    "127。0。0。1", "127．0．0．1", "lo\u00adcalhost", "loc\u200balhost", "%6c%6f%63alhost",
    "127.0.0.1%00.example.com",
    "[::ffff:127.0.0.1]", "[::1%25lo]", "[fe80::1%25eth0]",
    "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "a..example.com", "-a.example.com", "a_b.example.com",
    "example.com.", "xn--.com.", "EXAMPLE.123", "example.0x7f",
)  # fmt: skip
DECORATED = (
    "https://example.com@127.0.0.1/", "https://127.0.0.1@example.com/", "https://a:b@example.com/",
    "https://example.com:80@127.0.0.1/", "https://example.com#@127.0.0.1/ ",
    "https://example.com\\@127.0.0.1/", "https:\\\\127.0.0.1/", "https:/127.0.0.1/",
    "https:127.0.0.1", "//127.0.0.1/", "///127.0.0.1", "https:///127.0.0.1/", "https://",
    "https://example.com\r\nHost: 127.0.0.1/", "https://example.com/\r\nX: y",
    "https://example.com/%0d%0a\n", "https://exam\tple.com/", " https://example.com/",
    "https://example.com/ ", "https://example.com\x00.localhost/", "https://example.com:443:80/",
    "https://example.com:99999/", "https://example.com:-1/", "https://example.com:８０/",
    "https://example.com:22/", "https://example.com:8443/", "https://example.com:80/",
    "https://example.com:0/", "http://example.com/", "http://example.com:443/",
    "ftp://example.com/", "file:///etc/passwd", "gopher://127.0.0.1:25/_MAIL", "dict://127.0.0.1/",
    "ldap://127.0.0.1/", "tftp://127.0.0.1/", "jar:https://example.com!/", "netdoc:///etc/passwd",
    "data:text/plain,hi", "javascript:alert(1)", "ws://127.0.0.1/", "unix:///run/docker.sock",
    "http+unix://%2Frun%2Fdocker.sock/", "https://[::1", "https://::1]/", "https://[]/",
    "https://[127.0.0.1]/", "https://0/", "https://.", "https://..", "https://example.com:443\t/",
)  # fmt: skip


def forms_of(address: str) -> Iterator[str]:
    """One IPv4 address as a host, in the ways that inet_aton and URL readers accept."""
    a, b, c, d = (int(part) for part in address.split("."))
    whole = int(ipaddress.IPv4Address(address))
    yield address
    yield f"{address}."
    yield str(whole)
    yield hex(whole)
    yield f"0{whole:o}"
    yield f"0{a:o}.0{b:o}.0{c:o}.0{d:o}"
    yield f"{a:#x}.{b:#x}.{c:#x}.{d:#x}"
    yield f"{a}.{b}.{c * 256 + d}"
    yield f"{a}.{(b << 16) + (c << 8) + d}"
    yield f"[::ffff:{address}]"
    yield f"[::ffff:{a:02x}{b:02x}:{c:02x}{d:02x}]"
    yield f"[::{address}]"
    yield f"[64:ff9b::{address}]"
    yield f"[2002:{a:02x}{b:02x}:{c:02x}{d:02x}::]"


def inward_urls(port: int) -> list[str]:
    """With and without the port of whoever listens inside."""
    hosts = [form for address in INNER_V4 for form in forms_of(address)]
    hosts += [f"[{address}]" for address in INNER_V6] + list(NAMES)
    urls = [f"https://{host}/" for host in hosts]
    urls += [f"{scheme}://{host}:{port}/" for host in hosts[:60] for scheme in ("http", "https")]
    return list(dict.fromkeys([*urls, *DECORATED]))


def inward_addresses() -> list[str]:
    """What a name server may answer, to lead inward."""
    carried = [
        form.strip("[]")
        for address in INNER_V4
        for form in forms_of(address)
        if form.startswith("[")
    ]
    return [*INNER_V4, *INNER_V6, *carried, "fe80::1%eth0", "::1%lo", "not an address", ""]
