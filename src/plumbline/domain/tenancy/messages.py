"""What the lowest app has to say; see `wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "domain.invalid": _("Some values cannot be accepted. Each one says what to change."),
    "tenancy.database.unusable": _(
        "The database cannot be used right now, so nothing was saved. Try again later; whoever "
        "runs Plumbline finds the reason with plumbline doctor."
    ),
    "tenancy.database.busy": _(
        "The database was busy for {seconds} seconds, so nothing was saved. Try again in a moment."
    ),
    "tenancy.module.off": _("“{module}” is switched off here. An admin can switch it on."),
    "tenancy.module.essential": _(
        "Objectives, check-ins and grading cannot be switched off: nothing works without them."
    ),
    "tenancy.page_gone": _(
        "What the page before ended with is gone. Start again from the first page."
    ),
    "tenancy.organization.not_found": _("There is no such organization."),
    "tenancy.organization.name": _("Give the organization a name of at most 200 characters."),
    "tenancy.organization.slug": _(
        "The address may hold lower-case letters, digits and hyphens, and “{value}” does not do."
    ),
    "tenancy.organization.slug_taken": _("The address “{value}” is taken. Choose another one."),
    "tenancy.organization.time_zone": _(
        "“{value}” is not a time zone. Choose one such as Europe/Berlin."
    ),
    "tenancy.organization.language": _("Choose one of the offered languages."),
    "tenancy.organization.fiscal_year_start_month": _("Choose a month from 1 to 12."),
    "tenancy.text.nul": _(
        "This text holds an invisible character (NUL) that cannot be kept. Type it again, or paste "
        "it as plain text."
    ),
    "tenancy.text.unseen": _("Nothing of this can be seen. Write it in letters or figures."),
    "tenancy.text.several_lines": _(
        "A name is one line, and this one holds a line break or another invisible character. Type "
        "it again."
    ),
    "tenancy.version.stale": _(
        "Somebody else changed this after you opened it. Compare both versions and save again."
    ),
    "tenancy.version.gone": _("This was deleted after you opened it."),
    "tenancy.check.walls_ok": _("The database refuses rows that cross organizations."),
    "tenancy.check.walls_missing": _(
        "{count} walls between organizations are missing, first {wall} on {table}. Migrate again."
    ),
    "tenancy.check.durability_ok": _("What is written is on the disk before anybody is told so."),
    "tenancy.check.durability": _(
        "Journal mode {mode}, synchronous {synchronous}: wal and 2 are needed to lose nothing."
    ),
    "tenancy.check.integrity_ok": _("The database is whole."),
    "tenancy.check.integrity": _(
        "The database is damaged ({found}; rows with broken ties: {broken_ties}). Restore a backup."
    ),
    "tenancy.check.local_disk_ok": _("The database is on a local disk."),
    "tenancy.check.local_disk": _(
        "The database {path} is on a file system of kind {kind}. Use a local disk, or PostgreSQL."
    ),
    "tenancy.check.app_role_ok": _("Role {role} reads and writes rows and may do nothing else."),
    "tenancy.check.app_role": _(
        "Role {role}: superuser {superuser}, bypassing {bypasses}, owns {owned} tables. "
        "The app's role must be none of these: create three roles as the handbook says."
    ),
}
