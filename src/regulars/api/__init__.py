"""The JSON edge: /api/v1, one file a noun."""

from regulars.api import (
    addresses,
    api_keys,
    audit,
    auth,
    avatars,
    codes,
    customers,
    exports,
    history,
    invitations,
    jobs,
    me,
    me_changes,
    my_addresses,
    near,
    settings,
    statistics,
    verifications,
)
from regulars.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = (
    *customers.OPERATIONS,
    *codes.OPERATIONS,
    *me_changes.OPERATIONS,
    *invitations.OPERATIONS,
    *statistics.OPERATIONS,
    *near.OPERATIONS,
    *addresses.OPERATIONS,
    *verifications.OPERATIONS,
    *history.OPERATIONS,
    *avatars.OPERATIONS,
    *audit.OPERATIONS,
    *exports.OPERATIONS,
    *jobs.OPERATIONS,
    *settings.OPERATIONS,
    *api_keys.OPERATIONS,
    *auth.OPERATIONS,
    *me.OPERATIONS,
    *my_addresses.OPERATIONS,
)
