"""Who they are: one record of every customer for life, from guest to full."""

from regulars.domains.customers.add_address import add_address
from regulars.domains.customers.address import (
    ADDRESS_CHANGES,
    ADDRESS_KINDS,
    ADDRESSES_MAX,
    Address,
    AddressKind,
    Held,
)
from regulars.domains.customers.address_draft import ADDRESS_FIELDS, read_address
from regulars.domains.customers.address_holds import AddressHold, AddressHolds
from regulars.domains.customers.addresses import (
    address_by_id,
    addresses_of,
    customer_with_addresses,
    deleted_addresses,
)
from regulars.domains.customers.avatar import (
    AVATAR_TYPE,
    read_avatar,
    remove_avatar,
    set_avatar,
)
from regulars.domains.customers.block import block_customer, unblock_customer
from regulars.domains.customers.change import change_customer, upgrade_customer
from regulars.domains.customers.change_address import change_address, use_address
from regulars.domains.customers.cities import CITIES, city_name
from regulars.domains.customers.columns import COLUMNS, column_of
from regulars.domains.customers.companies import shares_phone
from regulars.domains.customers.completeness import Completeness, completeness_of
from regulars.domains.customers.draft import read_draft
from regulars.domains.customers.errors import (
    AddressDeleted,
    AddressesTooMany,
    AddressInUse,
    AddressNotDeleted,
    AddressNotFound,
    AlreadyBlocked,
    CustomerDeleted,
    CustomerNotFound,
    CustomerUnreadable,
    DefaultRequired,
    DowngradeNotPossible,
    NoAvatar,
    NotBlocked,
    NotDeleted,
    PhoneKnown,
    SearchBudgetSpent,
)
from regulars.domains.customers.events import (
    CustomersAddressAdded,
    CustomersAddressChanged,
    CustomersAddressDeleted,
    CustomersAddressRestored,
    CustomersBlocked,
    CustomersChanged,
    CustomersDefaultAddressSet,
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
from regulars.domains.customers.how_many import count_customers, newest_number
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
from regulars.domains.customers.near import Near, addresses_near
from regulars.domains.customers.notifications import (
    CHANNELS,
    CLASSES,
    Channel,
    MessageClass,
    all_wishes,
)
from regulars.domains.customers.numbered import id_of_number, numbers_of
from regulars.domains.customers.places import SORTS, Place, Sort
from regulars.domains.customers.reactions import REACTIONS
from regulars.domains.customers.recount import (
    FIRST,
    Walked,
    WrongFigure,
    recount_figures,
    recount_some,
)
from regulars.domains.customers.register import register, register_many
from regulars.domains.customers.remove import delete_customer, restore_customer
from regulars.domains.customers.remove_address import delete_address, restore_address
from regulars.domains.customers.rows import customer_by_id, customers_by_ids, visible_ids
from regulars.domains.customers.spans import DAYS_MAX, GRAINS, Grain, Span
from regulars.domains.customers.statistics import (
    PATHS,
    Arrivals,
    Conversion,
    Standing,
    Statistics,
    read_statistics,
)
from regulars.domains.customers.tallies import Tallies, read_tallies
from regulars.domains.customers.timeline import Timeline, TimelineEntry, read_timeline
from regulars.domains.customers.told import Told, tell_of

__all__ = [
    "ADDRESSES_MAX",
    "ADDRESS_CHANGES",
    "ADDRESS_FIELDS",
    "ADDRESS_KINDS",
    "AVATAR_TYPE",
    "CHANNELS",
    "CITIES",
    "CLASSES",
    "COLUMNS",
    "CUSTOMER_CHANGES",
    "DAYS_MAX",
    "FIRST",
    "GRAINS",
    "HISTORY_FIELDS",
    "PATHS",
    "REACTIONS",
    "SORTS",
    "STAGES",
    "Address",
    "AddressDeleted",
    "AddressHold",
    "AddressHolds",
    "AddressInUse",
    "AddressKind",
    "AddressNotDeleted",
    "AddressNotFound",
    "AddressesTooMany",
    "AlreadyBlocked",
    "Arrivals",
    "Channel",
    "Completeness",
    "Conversion",
    "Customer",
    "CustomerDeleted",
    "CustomerNotFound",
    "CustomerUnreadable",
    "CustomersAddressAdded",
    "CustomersAddressChanged",
    "CustomersAddressDeleted",
    "CustomersAddressRestored",
    "CustomersBlocked",
    "CustomersChanged",
    "CustomersDefaultAddressSet",
    "CustomersDeleted",
    "CustomersPictureChanged",
    "CustomersProfileCompleted",
    "CustomersRegistered",
    "CustomersRestored",
    "CustomersUnblocked",
    "CustomersUpgraded",
    "DefaultRequired",
    "DowngradeNotPossible",
    "Draft",
    "FieldChange",
    "Figures",
    "Filter",
    "Grain",
    "Held",
    "MessageClass",
    "Near",
    "NoAvatar",
    "NotBlocked",
    "NotDeleted",
    "Page",
    "Person",
    "PhoneKnown",
    "Place",
    "Row",
    "RowResult",
    "SearchBudgetSpent",
    "Sort",
    "Span",
    "Stage",
    "Standing",
    "Statistics",
    "Tallies",
    "Tier",
    "Timeline",
    "TimelineEntry",
    "Told",
    "Traits",
    "Verified",
    "Walked",
    "WrongFigure",
    "add_address",
    "address_by_id",
    "addresses_near",
    "addresses_of",
    "all_wishes",
    "block_customer",
    "change_address",
    "change_customer",
    "changes_of",
    "city_name",
    "column_of",
    "completeness_of",
    "count_customers",
    "customer_by_id",
    "customer_with_addresses",
    "customers_by_ids",
    "delete_address",
    "delete_customer",
    "deleted_addresses",
    "id_of_number",
    "import_rows",
    "list_customers",
    "looks_like_number",
    "newest_number",
    "numbers_of",
    "read_address",
    "read_avatar",
    "read_draft",
    "read_history",
    "read_statistics",
    "read_tallies",
    "read_timeline",
    "recount_figures",
    "recount_some",
    "register",
    "register_many",
    "remove_avatar",
    "restore_address",
    "restore_customer",
    "set_avatar",
    "shares_phone",
    "show_number",
    "tell_of",
    "unblock_customer",
    "upgrade_customer",
    "use_address",
    "visible_ids",
]
