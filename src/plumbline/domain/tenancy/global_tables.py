"""The tables without an organization, each with the reason why it must have none.

A test compares: any other model derives from `TenantModel` and stands behind its walls.
"""

from collections.abc import Mapping
from typing import Final

GLOBAL_TABLES: Final[Mapping[str, str]] = {
    "tenancy.Organization": "it is the tenant",
    "accounts.Account": "one identity may be a person in several organizations",
    "accounts.Membership": "sign-in reads it to learn which organizations there are to choose",
    "accounts.Invitation": "found by its secret, before the organization is known",
    "accounts.ApiToken": "found by its hash, before the organization is known",
    "accounts.SignInAttempt": "counted before it is known who signs in",
    "jobs.JobRun": "workers look for what is due across all organizations",
    "outbox.OutboxMessage": "one delivery serves all; a password reset belongs to an account",
}
