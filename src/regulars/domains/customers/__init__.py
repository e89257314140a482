"""Who they are: one record of every customer for life, from guest to full."""

from regulars.domains.customers.accounts.account import (
    account_of_customer,
    end_sign_ins,
    give_tries_back,
)
from regulars.domains.customers.accounts.own_profile import (
    change_own_profile,
    missing_for_full,
    require_full,
)
from regulars.domains.customers.accounts.sign_in import CodeAsked, ask_code
from regulars.domains.customers.accounts.sign_up import Entered, enter, start_anew
from regulars.domains.customers.addresses.add import add_address
from regulars.domains.customers.addresses.address import (
    ADDRESS_CHANGES,
    ADDRESSES_MAX,
    DOORS,
    Address,
    AddressKind,
)
from regulars.domains.customers.addresses.addresses import (
    address_by_id,
    addresses_of,
    customer_with_addresses,
    deleted_addresses,
)
from regulars.domains.customers.addresses.change import change_address, use_address
from regulars.domains.customers.addresses.cities import CITIES, city_name
from regulars.domains.customers.addresses.draft import ADDRESS_FIELDS, read_address
from regulars.domains.customers.addresses.holds import AddressHolds
from regulars.domains.customers.addresses.near import METRES_MAX, OPENED_MAX, Near, addresses_near
from regulars.domains.customers.addresses.remove import delete_address, restore_address
from regulars.domains.customers.completeness import Completeness, completeness_of
from regulars.domains.customers.errors import (
    AddressDeleted,
    AddressesTooMany,
    AddressInUse,
    AddressNotDeleted,
    AddressNotFound,
    AlreadyBlocked,
    AlreadySuspended,
    CustomerDeleted,
    CustomerNotFound,
    CustomerUnreadable,
    DefaultRequired,
    DowngradeNotPossible,
    DuplicateNotFound,
    IdentifierHeld,
    NoAvatar,
    NotBlocked,
    NotDeleted,
    NothingProven,
    NotSuspended,
    PhoneInUse,
    PhoneKnown,
    ProfileIncomplete,
    ProofNeeded,
    ReachNotAvailable,
    SearchBudgetSpent,
)
from regulars.domains.customers.figures.reactions import REACTIONS
from regulars.domains.customers.figures.recount import FIRST, recount_figures, recount_some
from regulars.domains.customers.figures.spans import DAYS_MAX, GRAINS, Grain, Span
from regulars.domains.customers.figures.statistics import (
    PATHS,
    Arrivals,
    Conversion,
    Standing,
    Statistics,
    read_statistics,
)
from regulars.domains.customers.figures.tallies import Tallies, read_tallies
from regulars.domains.customers.finding.find import (
    REACH,
    Filter,
    ListedState,
    Page,
    WantedState,
    list_customers,
    used_tags,
)
from regulars.domains.customers.finding.how_many import count_customers, newest_number
from regulars.domains.customers.finding.numbered import id_of_number, numbers_of
from regulars.domains.customers.finding.places import SORTS, Place, Sort
from regulars.domains.customers.held import Held
from regulars.domains.customers.history.history import HISTORY_FIELDS, changes_of, read_history
from regulars.domains.customers.history.own_looks import OwnLook, Who, looks_told
from regulars.domains.customers.history.timeline import Timeline, TimelineEntry, read_timeline
from regulars.domains.customers.history.told import Told, tell_of
from regulars.domains.customers.model import (
    CUSTOMER_CHANGES,
    STAGES,
    AccountStatus,
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
from regulars.domains.customers.papers.of_age import ages_of, is_of_age
from regulars.domains.customers.papers.papers import (
    Waiting,
    approve_paper,
    ask_for_paper,
    hand_in_paper,
    judge_papers,
    note_of,
    read_paper,
    reject_paper,
    seen_verification,
    take_paper_back,
    waiting_papers,
    withdraw_paper,
)
from regulars.domains.customers.portal import Portal
from regulars.domains.customers.proofs.change_identifier import (
    ChangeAsked,
    confirm_themselves,
    count_change_guess,
    only_proves,
    request_change,
    request_confirmation,
    verify_change,
)
from regulars.domains.customers.proofs.claim import Claimed, claim_record
from regulars.domains.customers.proofs.possible_duplicates import (
    DUPLICATES_REACH,
    DuplicatePlace,
    DuplicateState,
    PossibleDuplicate,
    count_open_duplicates,
    count_possible_duplicates,
    list_possible_duplicates,
    settle_possible_duplicate,
)
from regulars.domains.customers.proofs.proven import mark_proven, rise
from regulars.domains.customers.proofs.verify import verify_identifier
from regulars.domains.customers.prune import prune_identifier_changes, prune_second_proofs
from regulars.domains.customers.reach.entry import ProvenKind
from regulars.domains.customers.reach.hold import who_proved
from regulars.domains.customers.reach.phone_holds import PhoneHolds
from regulars.domains.customers.reach.reverse import read_reversal, reverse_change
from regulars.domains.customers.reach.rules import (
    REACH_KINDS,
    REVERSIBLE_FOR,
    IdentifierChange,
    Reach,
    ReachKind,
    Reversed,
    reach_of,
    read_reach,
)
from regulars.domains.customers.records.avatar import (
    AVATAR_TYPE,
    Drawn,
    draw_avatar,
    read_avatar,
    remove_avatar,
    set_avatar,
)
from regulars.domains.customers.records.block import (
    block_customer,
    suspend_customer,
    unblock_customer,
    unsuspend_customer,
)
from regulars.domains.customers.records.change import change_customer, upgrade_customer
from regulars.domains.customers.records.columns import COLUMNS, column_of
from regulars.domains.customers.records.companies import shares_phone
from regulars.domains.customers.records.draft import read_draft
from regulars.domains.customers.records.events import (
    CustomersBlocked,
    CustomersDeleted,
    CustomersUnblocked,
)
from regulars.domains.customers.records.fullness import Need, needs_of_full
from regulars.domains.customers.records.import_rows import Row, RowResult, import_rows
from regulars.domains.customers.records.notifications import CLASSES, Channel, all_wishes
from regulars.domains.customers.records.register import register, register_many
from regulars.domains.customers.records.remove import delete_customer, restore_customer
from regulars.domains.customers.rows import (
    customer_by_id,
    customers_by_ids,
    locked_customer,
    visible_ids,
)
from regulars.domains.customers.so_many import Counted

__all__ = [
    "ADDRESSES_MAX",
    "ADDRESS_CHANGES",
    "ADDRESS_FIELDS",
    "AVATAR_TYPE",
    "CITIES",
    "CLASSES",
    "COLUMNS",
    "CUSTOMER_CHANGES",
    "DAYS_MAX",
    "DOORS",
    "DUPLICATES_REACH",
    "FIRST",
    "GRAINS",
    "HISTORY_FIELDS",
    "METRES_MAX",
    "OPENED_MAX",
    "PATHS",
    "REACH",
    "REACH_KINDS",
    "REACTIONS",
    "REVERSIBLE_FOR",
    "SORTS",
    "STAGES",
    "AccountStatus",
    "Address",
    "AddressDeleted",
    "AddressHolds",
    "AddressInUse",
    "AddressKind",
    "AddressNotDeleted",
    "AddressNotFound",
    "AddressesTooMany",
    "AlreadyBlocked",
    "AlreadySuspended",
    "Arrivals",
    "ChangeAsked",
    "Channel",
    "Claimed",
    "CodeAsked",
    "Completeness",
    "Conversion",
    "Counted",
    "Customer",
    "CustomerDeleted",
    "CustomerNotFound",
    "CustomerUnreadable",
    "CustomersBlocked",
    "CustomersDeleted",
    "CustomersUnblocked",
    "DefaultRequired",
    "DowngradeNotPossible",
    "Draft",
    "Drawn",
    "DuplicateNotFound",
    "DuplicatePlace",
    "DuplicateState",
    "Entered",
    "Figures",
    "Filter",
    "Grain",
    "Held",
    "IdentifierChange",
    "IdentifierHeld",
    "ListedState",
    "Near",
    "Need",
    "NoAvatar",
    "NotBlocked",
    "NotDeleted",
    "NotSuspended",
    "NothingProven",
    "OwnLook",
    "Page",
    "Person",
    "PhoneHolds",
    "PhoneInUse",
    "PhoneKnown",
    "Place",
    "Portal",
    "PossibleDuplicate",
    "ProfileIncomplete",
    "ProofNeeded",
    "ProvenKind",
    "Reach",
    "ReachKind",
    "ReachNotAvailable",
    "Reversed",
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
    "Waiting",
    "WantedState",
    "Who",
    "account_of_customer",
    "add_address",
    "address_by_id",
    "addresses_near",
    "addresses_of",
    "ages_of",
    "all_wishes",
    "approve_paper",
    "ask_code",
    "ask_for_paper",
    "block_customer",
    "change_address",
    "change_customer",
    "change_own_profile",
    "changes_of",
    "city_name",
    "claim_record",
    "column_of",
    "completeness_of",
    "confirm_themselves",
    "count_change_guess",
    "count_customers",
    "count_open_duplicates",
    "count_possible_duplicates",
    "customer_by_id",
    "customer_with_addresses",
    "customers_by_ids",
    "delete_address",
    "delete_customer",
    "deleted_addresses",
    "draw_avatar",
    "end_sign_ins",
    "enter",
    "give_tries_back",
    "hand_in_paper",
    "id_of_number",
    "import_rows",
    "is_of_age",
    "judge_papers",
    "list_customers",
    "list_possible_duplicates",
    "locked_customer",
    "looks_like_number",
    "looks_told",
    "mark_proven",
    "missing_for_full",
    "needs_of_full",
    "newest_number",
    "note_of",
    "numbers_of",
    "only_proves",
    "prune_identifier_changes",
    "prune_second_proofs",
    "reach_of",
    "read_address",
    "read_avatar",
    "read_draft",
    "read_history",
    "read_paper",
    "read_reach",
    "read_reversal",
    "read_statistics",
    "read_tallies",
    "read_timeline",
    "recount_figures",
    "recount_some",
    "register",
    "register_many",
    "reject_paper",
    "remove_avatar",
    "request_change",
    "request_confirmation",
    "require_full",
    "restore_address",
    "restore_customer",
    "reverse_change",
    "rise",
    "seen_verification",
    "set_avatar",
    "settle_possible_duplicate",
    "shares_phone",
    "show_number",
    "start_anew",
    "suspend_customer",
    "take_paper_back",
    "tell_of",
    "unblock_customer",
    "unsuspend_customer",
    "upgrade_customer",
    "use_address",
    "used_tags",
    "verify_change",
    "verify_identifier",
    "visible_ids",
    "waiting_papers",
    "who_proved",
    "withdraw_paper",
]
