"""The JSON edge: /api/v1, one file a noun."""

from regulars.api import api_keys, audit, avatars, customers, history, settings
from regulars.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = (
    *customers.OPERATIONS,
    *history.OPERATIONS,
    *avatars.OPERATIONS,
    *audit.OPERATIONS,
    *settings.OPERATIONS,
    *api_keys.OPERATIONS,
)
