"""/api/v1/settings/verifications: how long papers are kept, and from which age what is sold."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from regulars.api.operations import Answer, Call, Operation, operation
from regulars.domains import tenants
from regulars.domains.identity import Scope
from regulars.domains.tenants import AgeCategory, VerificationRules
from regulars.runtime.tx import Tx

ADDRESS = "/api/v1/settings/verifications"


class AgeRule(msgspec.Struct, forbid_unknown_fields=True):
    """From this age on; `needs_document` where a birth date that was merely said is not enough."""

    age: Annotated[int, Meta(ge=1, le=99)]
    needs_document: bool = False


class VerificationSettings(msgspec.Struct, forbid_unknown_fields=True):
    """Absent keeps. `ages` is whole: a category that is not in it has no age any more, and is
    refused where somebody asks for it."""

    kept_days: int | UnsetType = UNSET
    wait_days: int | UnsetType = UNSET
    ages: dict[AgeCategory, AgeRule] | UnsetType = UNSET


class VerificationSettingsView(msgspec.Struct):
    """Papers go `kept_days` after the decision, a request lapses after `wait_days`."""

    kept_days: int
    wait_days: int
    ages: dict[str, AgeRule]
    version: int


@operation("GET", ADDRESS, Scope.SETTINGS_READ, answers={200: VerificationSettingsView})
async def get_verification_settings(call: Call, tx: Tx) -> Answer:
    """Read how long papers are kept, and from which age what is sold."""
    call.require_good()
    return _answer(await tenants.read_verification_rules(tx))


@operation(
    "PATCH",
    ADDRESS,
    Scope.SETTINGS_WRITE,
    body=VerificationSettings,
    answers={200: VerificationSettingsView},
)
async def change_verification_settings(call: Call, tx: Tx) -> Answer:
    """Change how long papers are kept, or from which age what is sold."""
    given = dict(call.body.values)
    if "ages" in given:
        ages = given.pop("ages")
        given["limits"] = {name: (rule.age, rule.needs_document) for name, rule in ages.items()}
    with call.judged():
        rules = await tenants.change_verification_rules(
            tx, given, expected_version=call.expected_version
        )
    return _answer(rules)


OPERATIONS: tuple[Operation, ...] = (get_verification_settings, change_verification_settings)


def _answer(rules: VerificationRules) -> Answer:
    ages: dict[str, AgeRule] = {
        each.category: AgeRule(each.age, each.needs_document) for each in rules.limits
    }
    view = VerificationSettingsView(rules.kept_days, rules.wait_days, ages, rules.version)
    return Answer(200, view, version=rules.version)
