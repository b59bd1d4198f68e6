"""Global rows: they belong to no organization and stand outside row-level security.

What points to an organization here (membership, invitation, token) is what must be found *before*
the organization is known: by the e-mail of somebody signing in, or by the hash of a secret.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from plumbline.domain.accounts.emails import email_normalized
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.tenancy.public_ids import PublicIdField

ACCOUNT_NAME_CHARACTERS = 200
TOKEN_NAME_CHARACTERS = 100


class Theme(models.TextChoices):
    """Which of the two colour schemes the pages show."""

    SYSTEM = "system", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail whatever the spelling; only services make them."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account with this e-mail address.

        Raises:
            Account.DoesNotExist: if there is none.
        """
        return self.get(email=email_normalized(username or ""))


class Account(AbstractBaseUser):
    """A global identity: it signs in by e-mail and may be a person in several organizations."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    # Django's own stamp is written by a signal in a transaction of its own; ours is written by the
    # service that records the sign-in.
    last_login = None

    public_id = PublicIdField(unique=True)
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=ACCOUNT_NAME_CHARACTERS)
    is_active = models.BooleanField(default=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    theme = models.CharField(_("theme"), max_length=8, choices=Theme.choices, default=Theme.SYSTEM)
    # Part of what a session is signed with: raising it ends every session of the account.
    session_epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    signed_in_at = models.DateTimeField(null=True, blank=True)

    objects = AccountManager()

    class Meta:
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.CheckConstraint(
                name="accounts_account_email_in_lower_case",
                condition=models.Q(email=Lower("email")),
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.public_id}"

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        # Django signs a session with the password alone; with the epoch beside it, every session
        # can be ended without touching the password. Both public methods of Django go through here.
        return salted_hmac(
            "plumbline.domain.accounts.session",
            f"{self.session_epoch}:{self.password}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class Membership(models.Model):
    """That an account is a person in an organization: what sign-in reads to offer the choice.

    The person itself is a row of the organization; only its public id is known here.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    person_public_id = models.CharField(max_length=12)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                name="accounts_membership_one_per_organization",
                fields=["account", "organization"],
            ),
            models.UniqueConstraint(
                name="accounts_membership_one_per_person",
                fields=["organization", "person_public_id"],
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.account_id} in {self.organization_id}"


class Invitation(models.Model):
    """An offer to join an organization, redeemed with a secret of which only the hash is kept."""

    public_id = PublicIdField(unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    # The unclaimed person the invitation is for; whoever accepts becomes that person.
    person_public_id = models.CharField(max_length=12)
    roles = models.JSONField(default=list, blank=True)
    invited_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Facts that the database itself keeps."""

        indexes: ClassVar = [
            models.Index(
                name="accounts_invitation_person", fields=["organization", "person_public_id"]
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.public_id}"


class ApiToken(models.Model):
    """A secret for programs, bound to one person of one organization. Only its hash is kept.

    A service person has no account: its tokens have none either.
    """

    public_id = PublicIdField(unique=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    # The first characters of the secret: enough to recognize it, too few to guess the rest.
    prefix = models.CharField(max_length=16)
    name = models.CharField(_("name"), max_length=TOKEN_NAME_CHARACTERS)
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.CASCADE, related_name="api_tokens"
    )
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    person_public_id = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    # A date only: a stamp at every call would turn every read into a write.
    last_used_on = models.DateField(null=True, blank=True)
    # How many calls of which minute processes have taken; in portions, for the same reason.
    calls_from = models.DateTimeField(null=True, blank=True)
    calls_taken = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Facts that the database itself keeps."""

        indexes: ClassVar = [
            models.Index(
                name="accounts_apitoken_owner", fields=["organization", "person_public_id"]
            ),
        ]

    def __str__(self) -> str:
        return f"token {self.public_id}"


class SignInAttempt(models.Model):
    """One attempt to sign in that has not succeeded (yet): what the throttle counts.

    Keyed hashes, not addresses: the table must not become a list of who works here.
    """

    pair_hash = models.CharField(max_length=64)
    source_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Facts that the database itself keeps."""

        indexes: ClassVar = [
            models.Index(name="accounts_signin_pair", fields=["pair_hash", "at"]),
            models.Index(name="accounts_signin_source", fields=["source_hash", "at"]),
            models.Index(name="accounts_signin_at", fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"attempt at {self.at:%Y-%m-%d %H:%M}"
