"""What accounts and sign-in have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "accounts.email.invalid": _("“{value}” is not an e-mail address, such as ada@example.org."),
    "accounts.email.taken": _("There already is an account for {value}. Sign in with it."),
    "accounts.name.missing": _("Say your name, in at most 200 characters."),
    "accounts.language.unknown": _("Choose one of the offered languages."),
    "accounts.theme.unknown": _("Choose light, dark, or as the device."),
    "accounts.password.too_short": _("Use at least {minimum} characters."),
    "accounts.password.too_long": _("Use at most {maximum} characters."),
    "accounts.password.too_common": _(
        "This password is on the lists that attackers try first. Choose another one."
    ),
    "accounts.password.too_similar": _(
        "This password is too close to your name or e-mail address."
    ),
    "accounts.password.wrong": _("This is not your present password."),
    "accounts.sign_in.refused": _("E-mail address and password do not belong together."),
    "accounts.sign_in.throttled": _("Too many attempts. Wait {seconds} seconds, then try again."),
    "accounts.sign_in_link.invalid": _(
        "This link was used, has expired, or is incomplete. Sign in with your password instead."
    ),
    "accounts.reset.invalid": _(
        "This link was used, has expired, or is incomplete. Ask for a new one."
    ),
    "accounts.invitation.invalid": _(
        "This invitation was used, withdrawn, or has expired. Ask for a new one."
    ),
    "accounts.invitation.other_account": _(
        "This invitation is for {email}. Sign out, then open it again."
    ),
    "accounts.invitation.sign_in": _(
        "There already is an account for {email}. Sign in with it, then open the invitation again."
    ),
    "accounts.token.name": _("Give the token a name of at most 100 characters."),
    "accounts.token.scopes": _("Choose what the token may do."),
    "accounts.token.expires": _("Choose a day that is still to come, or none."),
    "accounts.token.not_found": _("There is no such token."),
    "accounts.mail.reset.subject": _("Choose a new password"),
    "accounts.mail.reset.act": _("Choose a new password"),
    "accounts.mail.reset.body": _(
        "Somebody asked for a new password for your account. If it was you, open this address:\n\n"
        "{link}\n\nIf it was not you, ignore this message: nothing has changed.\n"
    ),
}
