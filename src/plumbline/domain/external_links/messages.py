"""What external links have to say; see `tenancy.wording`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Final[Mapping[str, Promise]] = {
    "external_links.not_found": _("There is no such link, or it is not for your eyes."),
    "external_links.title": _("Say what stands there."),
    "external_links.scheme": _("Give an address that begins with https:// or http://."),
    "external_links.host": _("This address names no site, or hides it behind a name before “@”."),
    "external_links.twice": _("This address is linked here already, as “{title}”."),
    "external_links.many": _("At most {limit} links stand here. Remove one first."),
}
