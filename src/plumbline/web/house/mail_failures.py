"""What a failed delivery means, in words that say what to look at."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_UNREACHED: Final = _(
    "The mail server could not be reached. Whoever runs Plumbline looks at PLUMBLINE_MAIL_URL, and "
    "whether the server is up."
)
_UNSAFE: Final = _(
    "The connection to the mail server could not be made safe: its certificate, or the way "
    "PLUMBLINE_MAIL_URL begins, is not the right one."
)
_WORDS: Final[Mapping[str, Promise]] = {
    "ConnectionRefusedError": _UNREACHED,
    "ConnectionResetError": _UNREACHED,
    "TimeoutError": _UNREACHED,
    "gaierror": _UNREACHED,
    "SMTPConnectError": _UNREACHED,
    "SMTPServerDisconnected": _UNREACHED,
    "SSLError": _UNSAFE,
    "SSLCertVerificationError": _UNSAFE,
    "SMTPNotSupportedError": _UNSAFE,
    "SMTPAuthenticationError": _(
        "The mail server does not take the user name or password in PLUMBLINE_MAIL_URL."
    ),
    "SMTPSenderRefused": _("The mail server takes no mail from the address PLUMBLINE_MAIL_FROM."),
    "SMTPRecipientsRefused": _(
        "The mail server does not take this address. Put it right on the page of the person."
    ),
}


def failure_words(error: str) -> str:
    """Return what a failure means; empty for one that only its own words tell.

    Args:
        error: As the outbox keeps it: the name of the exception, a colon and its text.
    """
    return str(_WORDS.get(error.partition(":")[0].strip(), ""))
