"""Who they are: one record of every customer for life, from guest to full."""

from regulars.domains.customers.avatar import (
    AVATAR_TYPE,
    read_avatar,
    remove_avatar,
    set_avatar,
)
from regulars.domains.customers.block import block_customer, unblock_customer
from regulars.domains.customers.change import change_customer, upgrade_customer
from regulars.domains.customers.columns import COLUMNS, column_of
from regulars.domains.customers.companies import shares_phone
from regulars.domains.customers.completeness import Completeness, completeness_of
from regulars.domains.customers.draft import read_draft
from regulars.domains.customers.errors import (
    AlreadyBlocked,
    CustomerDeleted,
    CustomerNotFound,
    CustomerUnreadable,
    DowngradeNotPossible,
    NoAvatar,
    NotBlocked,
    NotDeleted,
    PhoneKnown,
)
from regulars.domains.customers.events import (
    CustomersBlocked,
    CustomersChanged,
    CustomersDeleted,
    CustomersPictureChanged,
    CustomersProfileCompleted,
    CustomersRegistered,
    CustomersRestored,
    CustomersUnblocked,
    CustomersUpgraded,
)
from regulars.domains.customers.find import Filter, Page, list_customers
from regulars.domains.customers.history import (
    HISTORY_FIELDS,
    FieldChange,
    changes_of,
    read_history,
)
from regulars.domains.customers.import_rows import Row, RowResult, import_rows
from regulars.domains.customers.model import (
    CUSTOMER_CHANGES,
    STAGES,
    Customer,
    Draft,
    Figures,
    Person,
    Stage,
    Tier,
    Traits,
    Verified,
    looks_like_number,
    show_number,
)
from regulars.domains.customers.notifications import (
    CHANNELS,
    CLASSES,
    Channel,
    MessageClass,
    all_wishes,
)
from regulars.domains.customers.places import SORTS, Place, Sort
from regulars.domains.customers.reactions import REACTIONS
from regulars.domains.customers.register import register, register_many
from regulars.domains.customers.remove import delete_customer, restore_customer
from regulars.domains.customers.rows import customer_by_id, customers_by_ids, visible_ids
from regulars.domains.customers.tallies import Tallies, read_tallies
from regulars.domains.customers.timeline import Timeline, TimelineEntry, read_timeline

__all__ = [
    "AVATAR_TYPE",
    "CHANNELS",
    "CLASSES",
    "COLUMNS",
    "CUSTOMER_CHANGES",
    "HISTORY_FIELDS",
    "REACTIONS",
    "SORTS",
    "STAGES",
    "AlreadyBlocked",
    "Channel",
    "Completeness",
    "Customer",
    "CustomerDeleted",
    "CustomerNotFound",
    "CustomerUnreadable",
    "CustomersBlocked",
    "CustomersChanged",
    "CustomersDeleted",
    "CustomersPictureChanged",
    "CustomersProfileCompleted",
    "CustomersRegistered",
    "CustomersRestored",
    "CustomersUnblocked",
    "CustomersUpgraded",
    "DowngradeNotPossible",
    "Draft",
    "FieldChange",
    "Figures",
    "Filter",
    "MessageClass",
    "NoAvatar",
    "NotBlocked",
    "NotDeleted",
    "Page",
    "Person",
    "PhoneKnown",
    "Place",
    "Row",
    "RowResult",
    "Sort",
    "Stage",
    "Tallies",
    "Tier",
    "Timeline",
    "TimelineEntry",
    "Traits",
    "Verified",
    "all_wishes",
    "block_customer",
    "change_customer",
    "changes_of",
    "column_of",
    "completeness_of",
    "customer_by_id",
    "customers_by_ids",
    "delete_customer",
    "import_rows",
    "list_customers",
    "looks_like_number",
    "read_avatar",
    "read_draft",
    "read_history",
    "read_tallies",
    "read_timeline",
    "register",
    "register_many",
    "remove_avatar",
    "restore_customer",
    "set_avatar",
    "shares_phone",
    "show_number",
    "unblock_customer",
    "upgrade_customer",
    "visible_ids",
]
