"""Who may act: staff accounts and their sessions, API keys and their scopes."""

from regulars.domains.identity.api_keys import (
    create_api_key,
    list_api_keys,
    recognise_api_key,
    revoke_api_key,
)
from regulars.domains.identity.credentials import (
    Credential,
    mint_credential,
    read_credential,
)
from regulars.domains.identity.errors import (
    ApiKeyNotFound,
    LastOwner,
    StaffEmailKnown,
    StaffNotFound,
)
from regulars.domains.identity.events import (
    IdentityApiKeyCreated,
    IdentityApiKeyRevoked,
    IdentityStaffAdded,
    IdentityStaffDisabled,
    IdentityStaffEnabled,
    IdentityStaffSignedIn,
    IdentityStaffSignedOut,
)
from regulars.domains.identity.model import (
    SCOPES,
    ApiKey,
    Scope,
    Session,
    SignIn,
    SignInOutcome,
    Staff,
)
from regulars.domains.identity.sessions import choose_branch, end_session, recognise_session
from regulars.domains.identity.sign_in import count_attempt, sign_in
from regulars.domains.identity.staff import (
    add_staff,
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
    "Credential",
    "IdentityApiKeyCreated",
    "IdentityApiKeyRevoked",
    "IdentityStaffAdded",
    "IdentityStaffDisabled",
    "IdentityStaffEnabled",
    "IdentityStaffSignedIn",
    "IdentityStaffSignedOut",
    "LastOwner",
    "Scope",
    "Session",
    "SignIn",
    "SignInOutcome",
    "Staff",
    "StaffEmailKnown",
    "StaffNotFound",
    "add_staff",
    "choose_branch",
    "count_attempt",
    "create_api_key",
    "disable_staff",
    "enable_staff",
    "end_session",
    "list_api_keys",
    "list_staff",
    "mint_credential",
    "open_staff",
    "read_credential",
    "recognise_api_key",
    "recognise_session",
    "revoke_api_key",
    "sign_in",
    "staff_names",
]
