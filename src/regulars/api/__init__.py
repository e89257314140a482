"""The JSON edge: /api/v1, one file a noun."""

from regulars.api import addresses, api_keys, audit, customers, settings
from regulars.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = (
    *customers.OPERATIONS,
    *addresses.OPERATIONS,
    *audit.OPERATIONS,
    *settings.OPERATIONS,
    *api_keys.OPERATIONS,
)
