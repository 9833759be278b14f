"""What people do with accounts: sign in, invite and accept, look after others and themselves."""

from app.accounts.actions.client_people import invite_client_person, renew_invitation
from app.accounts.actions.invitations import (
    VoidLink,
    accept_invitation,
    accept_new_password,
    find_open,
    first_administrator_link,
    invite_person,
    make_password_link,
    revoke_invitation,
)
from app.accounts.actions.people import change_role, disable_person, enable_person
from app.accounts.actions.profile import (
    change_language,
    change_password,
    change_theme,
    edit_profile,
    end_other_sessions,
    end_session,
)
from app.accounts.actions.sign_in import find_by_secret, is_own_password, record_sign_in, record_sign_out

__all__ = [
    "VoidLink",
    "accept_invitation",
    "accept_new_password",
    "change_language",
    "change_password",
    "change_role",
    "change_theme",
    "disable_person",
    "edit_profile",
    "enable_person",
    "end_other_sessions",
    "end_session",
    "find_by_secret",
    "find_open",
    "first_administrator_link",
    "invite_client_person",
    "invite_person",
    "is_own_password",
    "make_password_link",
    "record_sign_in",
    "record_sign_out",
    "renew_invitation",
    "revoke_invitation",
]
