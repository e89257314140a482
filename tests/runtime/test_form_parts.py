"""The parts of a form: fields and files in their order, whole, or no form at all."""

import httpx
import pytest

from regulars.runtime.form_parts import NoForm, Part, parts_of


def form(**files: bytes) -> tuple[bytes, str]:
    sent = {name: (f"{name}.png", content) for name, content in files.items()}
    request = httpx.Request(
        "POST", "http://shop.example.com", data={"document": "passport"}, files=sent
    )
    return request.read(), request.headers["content-type"]


def test_fields_and_files_come_in_their_order_and_are_told_apart() -> None:
    assert parts_of(*form(front=b"\r\n--", back=b""), most=3) == [
        Part("document", b"passport", is_file=False),
        Part("front", b"\r\n--", is_file=True),
        Part("back", b"", is_file=True),
    ]


def test_what_is_cut_off_or_too_much_is_no_form() -> None:
    content, content_type = form(front=b"1")
    for wrong in ((content[:-4], content_type), (content, "multipart/form-data"), (b"", "")):
        with pytest.raises(NoForm):
            parts_of(*wrong, most=3)
    with pytest.raises(NoForm):
        parts_of(content, content_type, most=1)


def test_what_is_in_a_part_is_told_to_nobody() -> None:
    assert "passport" not in repr(parts_of(*form(front=b"1"), most=2))
