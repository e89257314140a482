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
    jobs,
    near,
    settings,
    statistics,
)
from regulars.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = (
    *customers.OPERATIONS,
    *codes.OPERATIONS,
    *statistics.OPERATIONS,
    *near.OPERATIONS,
    *addresses.OPERATIONS,
    *history.OPERATIONS,
    *avatars.OPERATIONS,
    *audit.OPERATIONS,
    *exports.OPERATIONS,
    *jobs.OPERATIONS,
    *settings.OPERATIONS,
    *api_keys.OPERATIONS,
    *auth.OPERATIONS,
)
