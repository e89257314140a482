"""How far the operator has rolled a feature out, for every tenant that said nothing itself."""

from regulars.domains.tenants.flag_model import Flag, require_flag
from regulars.kernel.errors import FieldError, Invalid
from regulars.kernel.ids import new_id
from regulars.runtime.conversation import Conversation
from regulars.runtime.sql import statements_beside

sql = statements_beside(__file__)


async def roll_out(operator: Conversation, name: str, percent: int) -> Flag:
    """Raises Invalid for a flag that does not exist or a share beyond 0..100."""
    flag = require_flag(name)
    if not 0 <= percent <= 100:
        raise Invalid(FieldError("percent", "unknown_value"))
    values = {"id": new_id(), "flag": flag.name, "percent": percent}
    await operator.run(sql.roll_out, values)
    return flag


async def read_rollouts(operator: Conversation) -> dict[str, int]:
    return {row["flag"]: row["percent"] for row in await operator.rows(sql.rollouts, {})}
