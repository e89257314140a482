"""Who may act: staff accounts and their sessions, API keys and their scopes."""

from regulars.domains.identity.api_keys import (
    create_api_key,
    list_api_keys,
    recognise_api_key,
    revoke_api_key,
)
from regulars.domains.identity.change_staff import change_staff, staff_changes
from regulars.domains.identity.credentials import (
    Credential,
    mint_credential,
    read_credential,
)
from regulars.domains.identity.editing import changeable_roles
from regulars.domains.identity.errors import (
    ApiKeyNotFound,
    LastOwner,
    StaffClosed,
    StaffEmailKnown,
    StaffNotFound,
    WrongPassword,
)
from regulars.domains.identity.events import (
    IdentityApiKeyCreated,
    IdentityApiKeyRevoked,
    IdentitySearchBudgetSpent,
    IdentityStaffAdded,
    IdentityStaffChanged,
    IdentityStaffClosed,
    IdentityStaffDisabled,
    IdentityStaffEnabled,
    IdentityStaffPasswordChanged,
    IdentityStaffPasswordReset,
    IdentityStaffSignedIn,
    IdentityStaffSignedOut,
)
from regulars.domains.identity.model import (
    SCOPES,
    ApiKey,
    NewPassword,
    Scope,
    Session,
    SignIn,
    SignInOutcome,
    Staff,
)
from regulars.domains.identity.password_changes import (
    OwnChange,
    change_own_password,
    password_hash_of,
    prove_old_password,
    reset_password,
)
from regulars.domains.identity.passwords import new_password
from regulars.domains.identity.powers import Powers, powers_of
from regulars.domains.identity.prune import prune_attempts, prune_search_misses, prune_sessions
from regulars.domains.identity.search_budget import count_search_miss, search_wait_seconds
from regulars.domains.identity.sessions import choose_branch, end_session, recognise_session
from regulars.domains.identity.sign_in import (
    Attempt,
    begin_sign_in,
    count_attempt,
    is_proven,
    sign_in,
)
from regulars.domains.identity.staff import (
    add_staff,
    close_staff,
    disable_staff,
    enable_staff,
    list_staff,
    open_staff,
    staff_names,
)

__all__ = [
    "SCOPES",
    "ApiKey",
    "ApiKeyNotFound",
    "Attempt",
    "Credential",
    "IdentityApiKeyCreated",
    "IdentityApiKeyRevoked",
    "IdentitySearchBudgetSpent",
    "IdentityStaffAdded",
    "IdentityStaffChanged",
    "IdentityStaffClosed",
    "IdentityStaffDisabled",
    "IdentityStaffEnabled",
    "IdentityStaffPasswordChanged",
    "IdentityStaffPasswordReset",
    "IdentityStaffSignedIn",
    "IdentityStaffSignedOut",
    "LastOwner",
    "NewPassword",
    "OwnChange",
    "Powers",
    "Scope",
    "Session",
    "SignIn",
    "SignInOutcome",
    "Staff",
    "StaffClosed",
    "StaffEmailKnown",
    "StaffNotFound",
    "WrongPassword",
    "add_staff",
    "begin_sign_in",
    "change_own_password",
    "change_staff",
    "changeable_roles",
    "choose_branch",
    "close_staff",
    "count_attempt",
    "count_search_miss",
    "create_api_key",
    "disable_staff",
    "enable_staff",
    "end_session",
    "is_proven",
    "list_api_keys",
    "list_staff",
    "mint_credential",
    "new_password",
    "open_staff",
    "password_hash_of",
    "powers_of",
    "prove_old_password",
    "prune_attempts",
    "prune_search_misses",
    "prune_sessions",
    "read_credential",
    "recognise_api_key",
    "recognise_session",
    "reset_password",
    "revoke_api_key",
    "search_wait_seconds",
    "sign_in",
    "staff_changes",
    "staff_names",
]
