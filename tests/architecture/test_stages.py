"""What accounts may call is for full customers, unless it is one's right or the way to become one:
each exception stands here with its reason."""

from dataclasses import replace

import pytest

from regulars import api

RIGHTS = "one's own data, and the way to become full"
EXCUSED = {
    "getMyProfile": RIGHTS,
    "changeMyProfile": RIGHTS,
    "getMyAvatar": RIGHTS,
    "removeMyAvatar": RIGHTS,
    "getMyChoices": RIGHTS,
    "listMyLooks": RIGHTS,
    "listMySignIns": RIGHTS,
    "requestChange": RIGHTS,
    "verifyChange": RIGHTS,
    "listMyVerifications": RIGHTS,
    "createMyVerification": RIGHTS,
    "deleteMyVerification": RIGHTS,
    "listMySessions": "who is in ends it, whoever they are",
    "endMySession": "who is in ends it, whoever they are",
    "endMyOtherSessions": "who is in ends it, whoever they are",
    "signOut": "who is in ends it, whoever they are",
}


def test_what_is_open_below_full_has_its_reason() -> None:
    of_accounts = [each for each in api.OPERATIONS if "account" in each.callers]
    assert {each.name for each in of_accounts if not each.needs_full} == set(EXCUSED)
    assert len(of_accounts) > len(EXCUSED)


def test_stages_are_of_accounts_alone() -> None:
    of_others = [each for each in api.OPERATIONS if "account" not in each.callers]
    assert of_others
    for each in of_others:
        with pytest.raises(ValueError, match="stages are of accounts"):
            replace(each, is_for_every_stage=True)
