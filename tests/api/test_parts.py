"""The files of a form: by their names, whole or not at all."""

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as some

from regulars.api.parts import files_of
from regulars.kernel.errors import Invalid
from regulars.runtime.form_parts import is_form

NAMES = ("front", "back")


def form(*files: tuple[str, bytes]) -> tuple[bytes, str]:
    sent: Any = [(name, ("a picture.png", content)) for name, content in files]
    request = httpx.Request("POST", "http://shop.example.com", files=sent)
    return request.read(), request.headers["content-type"]


def refusal(content: bytes, content_type: str) -> tuple[str, str]:
    with pytest.raises(Invalid) as refused:
        files_of(content, content_type, names=NAMES)
    (error,) = refused.value.errors
    return error.field, error.code


@given(front=some.binary(max_size=200), back=some.binary(max_size=200))
def test_whatever_is_in_them_files_come_as_they_were_sent(front: bytes, back: bytes) -> None:
    sent = form(("back", back), ("front", front))
    assert is_form(sent[1])
    assert files_of(*sent, names=NAMES) == [("front", front), ("back", back)]
    assert files_of(*form(("front", front)), names=NAMES) == [("front", front)]


def test_parts_that_are_missing_unknown_or_there_twice_are_named() -> None:
    assert refusal(*form(("back", b"1"))) == ("front", "required")
    assert refusal(*form(("front", b"1"), ("side", b"2"))) == ("side", "unknown_field")
    assert refusal(*form(("front", b"1"), ("front", b"2"))) == ("front", "wrong_type")
    long = form(("n" * 500, b"1"))
    assert refusal(*long) == ("n" * 60, "unknown_field")


def test_what_is_no_whole_form_is_none() -> None:
    content, content_type = form(("front", b"1"), ("back", b"2"))
    for wrong in (
        (content[:-10], content_type),
        (b"", content_type),
        (content, "multipart/form-data"),
        (content, "multipart/form-data; boundary=other"),
        form(("front", b"1"), ("back", b"2"), ("side", b"3")),
    ):
        assert refusal(*wrong) == ("body", "wrong_type")
    charset = b'--b\r\nContent-Disposition: form-data; name="front"\r\nContent-Type: text/plain; '
    charset += b"charset=nobodys\r\n\r\n1\r\n--b--\r\n"
    assert files_of(charset, "multipart/form-data; boundary=b", names=NAMES) == [("front", b"1")]
