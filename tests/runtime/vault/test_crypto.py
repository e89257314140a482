"""Our wrappers give the published answers, and one answer only to everything broken."""

from dataclasses import replace
from pathlib import Path

import pytest

from regulars.runtime.vault import SealBroken, SizeRefused, crypto
from tests.runtime.vault.published import (
    FILES,
    NIST_GCM,
    RFC_4231,
    RFC_5869,
    RFC_8032,
    Vector,
    judged_wrongly,
    wycheproof,
    wycheproof_folder,
)


@pytest.mark.parametrize("algorithm", FILES)
def test_every_wycheproof_vector_gets_its_verdict(
    algorithm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    vectors = wycheproof(algorithm)
    if vectors is None:
        check_the_standards_own_vectors()
        with capsys.disabled():
            print(f"\n{algorithm}: {_only_standards()}")
        return

    assert judged_wrongly(algorithm, vectors) == []


def test_the_aes_gcm_vectors_of_our_shape_go_through_and_the_others_are_refused() -> None:
    vectors = wycheproof("AES-GCM")
    if vectors is None:
        check_the_standards_own_vectors()
        return

    ours = [vector for vector in vectors if vector.is_for_us]
    assert len(ours) == 66
    assert {vector.valid for vector in ours} == {True, False}
    for vector in vectors:
        if not vector.is_for_us:
            with pytest.raises(SizeRefused, match=r"has \d+ bytes, not \d+"):
                crypto.Cipher(vector["key"]).decrypt(vector["iv"], vector["ct"], vector["aad"])


@pytest.mark.parametrize("algorithm", FILES)
def test_a_vector_with_its_verdict_turned_round_is_noticed(algorithm: str) -> None:
    for vector in (wycheproof(algorithm) or [])[-20:]:
        expected = [] if algorithm == "AES-GCM" and not vector.is_for_us else [vector.number]
        assert judged_wrongly(algorithm, [turned_round(vector)]) == expected


def test_a_standards_vector_turned_round_is_noticed_too() -> None:
    key, message, tag = RFC_4231[0]
    texts = {"key": key.hex(), "msg": message.hex(), "tag": tag.hex()}
    vector = Vector({"tagSize": 256}, {"tcId": 7, "result": "valid", **texts})
    assert judged_wrongly("HMAC-SHA256", [vector]) == []
    assert judged_wrongly("HMAC-SHA256", [turned_round(vector)]) == [7]


def turned_round(vector: Vector) -> Vector:
    turned = "invalid" if vector.valid else "valid"
    return replace(vector, case={**vector.case, "result": turned})


def test_missing_vector_files_are_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGULARS_VECTORS", str(tmp_path))

    assert [wycheproof(algorithm) for algorithm in FILES] == [None] * len(FILES)
    assert str(tmp_path) in _only_standards()


def test_the_vectors_printed_in_the_standards_hold() -> None:
    check_the_standards_own_vectors()


def check_the_standards_own_vectors() -> None:
    for key, nonce, plain, aad, ciphertext, tag in NIST_GCM:
        assert crypto.Cipher(key).decrypt(nonce, ciphertext + tag, aad) == plain
    for key, message, tag in RFC_4231:
        assert crypto.mac(key, message) == tag
        assert crypto.mac_holds(key, message, tag[:16], length=16)
    for secret, salt, info, output in RFC_5869:
        assert crypto.hkdf(secret, salt=salt, info=info, length=len(output)) == output
    for signing_key, public_key, message, signature in RFC_8032:
        assert crypto.public_key_of(signing_key) == public_key
        assert crypto.sign(signing_key, message) == signature
        assert crypto.signature_holds(public_key, message, signature)


def test_every_way_to_break_a_ciphertext_looks_the_same() -> None:
    cipher = crypto.Cipher(crypto.new_key())
    nonce, ciphertext = cipher.encrypt(b"Salma Example", b"here")
    broken = [
        (nonce, ciphertext, b"there"),
        (nonce, ciphertext[:-1], b"here"),
        (nonce, b"", b"here"),
        (nonce, ciphertext + b"\0", b"here"),
        (bytes(12), ciphertext, b"here"),
        (nonce, bytes([ciphertext[0] ^ 1]) + ciphertext[1:], b"here"),
    ]

    said = set()
    for nonce_given, ciphertext_given, aad in broken:
        with pytest.raises(SealBroken) as refusal:
            cipher.decrypt(nonce_given, ciphertext_given, aad)
        said.add(str(refusal.value))

    assert said == {"A sealed value did not open."}


@pytest.mark.parametrize("length", [0, -1, crypto.HKDF_BYTES_MAX + 1])
def test_hkdf_refuses_a_length_it_cannot_give(length: int) -> None:
    with pytest.raises(SizeRefused):
        crypto.hkdf(bytes(32), info=b"", length=length)


@pytest.mark.parametrize("length", [0, 15, 33])
def test_a_mac_is_neither_shorter_nor_longer_than_is_safe(length: int) -> None:
    with pytest.raises(SizeRefused):
        crypto.mac(bytes(32), b"", length=length)


def test_a_mac_of_another_length_does_not_hold() -> None:
    tag = crypto.mac(b"key", b"message")
    assert crypto.mac_holds(b"key", b"message", tag)
    assert not crypto.mac_holds(b"key", b"message", tag[:31])
    assert not crypto.mac_holds(b"key", b"message", b"")


def test_a_new_signing_key_signs_and_nobody_elses_does() -> None:
    ours, theirs = crypto.new_signing_key(), crypto.new_signing_key()
    signature = crypto.sign(ours, b"webhook")

    assert crypto.signature_holds(crypto.public_key_of(ours), b"webhook", signature)
    assert not crypto.signature_holds(crypto.public_key_of(theirs), b"webhook", signature)
    assert not crypto.signature_holds(crypto.public_key_of(ours), b"webhook", signature[:-1])
    with pytest.raises(SizeRefused):
        crypto.sign(ours[:-1], b"webhook")
    with pytest.raises(SizeRefused):
        crypto.signature_holds(b"", b"webhook", signature)


def test_joined_parts_cannot_be_mistaken_for_other_parts() -> None:
    assert crypto.joined(b"ab", b"c") != crypto.joined(b"a", b"bc")
    assert crypto.joined(b"a", b"") != crypto.joined(b"a")


def _only_standards() -> str:
    return f"no Wycheproof vectors in {wycheproof_folder()}; only the standards' own were run."
