"""Rows of one organization: its teams, its people, who belongs where, who may do what."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plumbline.domain.accounts.models import Account
from plumbline.domain.orgs.rights import Role
from plumbline.domain.tenancy.history import StateFields, one_open
from plumbline.domain.tenancy.models import StagedModel, TenantModel
from plumbline.domain.tenancy.public_ids import PublicIdField, public_id_unique
from plumbline.domain.working_days.models import Location

#: Levels of teams below the company team. Deeper trees are drawn mistakes, and the bound keeps
#: the path of a team short enough for an index.
TEAM_DEPTH_MAX = 20

KEY_VALIDATOR = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\Z",
    _("Use lower-case letters, digits and hyphens, with a letter or digit at both ends."),
)


class Cadence(models.TextChoices):
    """How often key results of a team are measured unless they say otherwise."""

    WEEKLY = "weekly", _("Weekly")
    BIWEEKLY = "biweekly", _("Every two weeks")
    MONTHLY = "monthly", _("Monthly")


class GrantedRole(models.TextChoices):
    """The roles that are given by hand; the others follow from teams, managers and tokens."""

    ADMIN = Role.ADMIN.value, _("Admin")
    CHAMPION = Role.CHAMPION.value, _("OKR champion")
    VIEWER = Role.VIEWER.value, _("Viewer")
    AUDITOR = Role.AUDITOR.value, _("Auditor")
    FINANCE_PARTNER = Role.FINANCE_PARTNER.value, _("Finance partner")


class TeamFields(models.Model):
    """What of a team is kept as of a date."""

    parent = models.ForeignKey(
        "orgs.Team",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=200)
    # The organization's own word for this level: "Business unit", "Squad", ...
    level = models.CharField(_("level"), max_length=50, blank=True)
    key = models.CharField(_("key"), max_length=60, validators=[KEY_VALIDATOR])
    # Ids from the root down to the team itself, "/3/17/": a subtree is a prefix.
    path = models.CharField(max_length=440, editable=False)
    depth = models.PositiveSmallIntegerField(
        default=0, editable=False, validators=[MaxValueValidator(TEAM_DEPTH_MAX)]
    )
    cadence = models.CharField(
        _("cadence"), max_length=16, choices=Cadence.choices, default=Cadence.WEEKLY
    )
    archived_on = models.DateField(_("archived on"), null=True, blank=True)

    class Meta:
        """Not a table of its own."""

        abstract = True


class Team(StagedModel, TeamFields):
    """A node of the one tree of teams; the root is the company itself."""

    public_id = PublicIdField()
    # Whose holidays are those of its people who have no location of their own.
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.SET_NULL, db_index=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta(StagedModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            public_id_unique("orgs_team"),
            models.UniqueConstraint(
                name="orgs_team_key", fields=["organization", "key"], condition=Q(staged_by="")
            ),
            models.UniqueConstraint(
                name="orgs_team_one_root", fields=["organization"], condition=Q(parent=None)
            ),
            models.CheckConstraint(name="orgs_team_depth", condition=Q(depth__lte=TEAM_DEPTH_MAX)),
            models.CheckConstraint(
                name="orgs_team_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="orgs_team_parent", fields=["organization", "parent"]),
            # The operator class lets PostgreSQL serve prefixes from the index in any collation.
            models.Index(
                name="orgs_team_path",
                fields=["organization", "path"],
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ancestor_ids(self) -> tuple[int, ...]:
        """Ids of the teams above, the root first, the team itself left out."""
        return tuple(int(part) for part in self.path.strip("/").split("/")[:-1])


class Person(StagedModel):
    """A human (or a service) in one organization; unclaimed as long as nobody signs in as it."""

    sought = ("name", "email")

    public_id = PublicIdField()
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    manager = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        db_index=False,
        related_name="reports",
    )
    active = models.BooleanField(default=True)
    is_service = models.BooleanField(default=False)
    # Both move what this person sees and when they are reminded; numbers keep the organization's.
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=16, blank=True)
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.SET_NULL, db_index=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)

    class Meta(StagedModel.Meta):
        """Facts that the database itself keeps."""

        verbose_name_plural = "people"
        constraints: ClassVar = [
            public_id_unique("orgs_person"),
            models.UniqueConstraint(
                name="orgs_person_email",
                fields=["organization", "email"],
                condition=~Q(email="") & Q(staged_by=""),
            ),
            models.UniqueConstraint(
                name="orgs_person_account",
                fields=["organization", "account"],
                condition=Q(account__isnull=False),
            ),
            models.CheckConstraint(
                name="orgs_person_not_their_own_manager",
                condition=Q(manager=None) | ~Q(manager=F("id")),
            ),
            models.CheckConstraint(
                name="orgs_person_service_has_no_account",
                condition=Q(is_service=False) | Q(account=None),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="orgs_person_name", fields=["organization", "name"]),
            models.Index(name="orgs_person_manager", fields=["organization", "manager"]),
            models.Index(
                name="orgs_person_gone", fields=["organization"], condition=Q(active=False)
            ),
            models.Index(
                name="orgs_person_here",
                fields=["organization"],
                condition=Q(active=True) & Q(staged_by=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_claimed(self) -> bool:
        """Whether somebody can sign in as this person."""
        return self.account_id is not None


class TeamMembershipFields(models.Model):
    """What of a membership is kept as of a date."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, db_index=False, related_name="+")
    is_lead = models.BooleanField(_("leads the team"), default=False)
    since = models.DateField(_("since"))
    # The first day on which the person is no longer in the team.
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        """Not a table of its own."""

        abstract = True


class TeamMembership(TenantModel, TeamMembershipFields):
    """That a person belongs to a team, from a day on and perhaps until one."""

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                name="orgs_teammembership_one_open",
                fields=["organization", "person", "team"],
                condition=Q(until=None),
            ),
            models.CheckConstraint(
                name="orgs_teammembership_order",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="orgs_teammembership_team", fields=["organization", "team"]),
            models.Index(name="orgs_teammembership_person", fields=["organization", "person"]),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} in team {self.team_id}"


class RoleGrant(TenantModel):
    """A role given to a person by hand."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, db_index=False, related_name="role_grants"
    )
    role = models.CharField(_("role"), max_length=20, choices=GrantedRole.choices)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                name="orgs_rolegrant_once", fields=["organization", "person", "role"]
            ),
            models.CheckConstraint(
                name="orgs_rolegrant_known", condition=Q(role__in=GrantedRole.values)
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="orgs_rolegrant_role", fields=["organization", "role"]),
        ]

    def __str__(self) -> str:
        return f"{self.role} of person {self.person_id}"


class RoleTerm(TenantModel):
    """That a person had a role by hand from a day on, perhaps until one; never changed, only ended.

    `RoleGrant` says who has it now, which is what rights ask; terms say who had it on a past day.

    Attributes:
        since: The first day; `None` for one that began before days were kept: it always was so.
        until: The first day on which they no longer have it.
    """

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, db_index=False, related_name="role_terms"
    )
    role = models.CharField(_("role"), max_length=20, choices=GrantedRole.choices)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                name="orgs_roleterm_one_open",
                fields=["organization", "person", "role"],
                condition=Q(until=None),
            ),
            models.CheckConstraint(
                name="orgs_roleterm_known", condition=Q(role__in=GrantedRole.values)
            ),
            models.CheckConstraint(
                name="orgs_roleterm_order",
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="orgs_roleterm_role", fields=["organization", "role"]),
            models.Index(name="orgs_roleterm_person", fields=["organization", "person"]),
        ]

    def __str__(self) -> str:
        return f"{self.role} of person {self.person_id} since {self.since}"


class Deputy(TenantModel):
    """That one person acts for another from one day to another, both days included."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, db_index=False, related_name="deputizes"
    )
    acts_for = models.ForeignKey(
        Person, on_delete=models.CASCADE, db_index=False, related_name="deputies"
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        verbose_name_plural = "deputies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="orgs_deputy_once",
                fields=["organization", "person", "acts_for", "starts_on"],
            ),
            models.CheckConstraint(
                name="orgs_deputy_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="orgs_deputy_for_another", condition=~Q(person=F("acts_for"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="orgs_deputy_ends", fields=["organization", "person", "ends_on"]),
            models.Index(
                name="orgs_deputy_acts_for", fields=["organization", "acts_for", "ends_on"]
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.person_id} for person {self.acts_for_id}"


class TeamState(TenantModel, StateFields, TeamFields):
    """What a team was from one recorded instant to the next."""

    subject = models.ForeignKey(
        Team, on_delete=models.CASCADE, db_index=False, related_name="states"
    )

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            one_open("orgs_team_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                name="orgs_team_state_history", fields=["organization", "subject", "valid_from"]
            ),
        ]

    def __str__(self) -> str:
        return f"team {self.subject_id} from {self.valid_from:%Y-%m-%d}"


class TeamMembershipState(TenantModel, StateFields, TeamMembershipFields):
    """What a membership was from one recorded instant to the next."""

    subject = models.ForeignKey(
        TeamMembership, on_delete=models.CASCADE, db_index=False, related_name="states"
    )

    class Meta(TenantModel.Meta):
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            one_open("orgs_membership_state"),
        ]
        indexes: ClassVar = [
            models.Index(
                name="orgs_membership_state_history",
                fields=["organization", "subject", "valid_from"],
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.subject_id} from {self.valid_from:%Y-%m-%d}"
