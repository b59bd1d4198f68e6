"""Groups that are written where a person is to stand."""

import re
from collections.abc import Collection

_GROUP = re.compile(
    r"(?i)\b(?:teams?|department|dept\.?|division|squads?|tribes?|chapters?|guilds?|groups?|crew|committee|council|board|office|unit"
    r"|everyone|everybody|all|all hands|anyone|leadership|management|executives?|staff|company|organi[sz]ation|whole|we|us|tbd|tba|n/?a|nobody|none"
    r"|owners|leads|managers|engineers|designers|developers|reps|marketing|sales|engineering|finance|operations|ops|product|support|legal"
    r"|people ops|hr|design|procurement|it)\b"
)
_PERSON = re.compile(r"@|\b(?:vp|head|director|chief|manager|lead|officer)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"(?i)\s(?:and|&|und|y|et)\s|\s?[;/+]\s?|,\s(?=[^\W\d_]+(?:\s|$))")
LONGEST = 200


def is_group(owner: str, groups: Collection[str] = (), people: Collection[str] = ()) -> bool:
    """Return whether an owner as written is a group, or several people.

    Args:
        owner: As written; only its first 200 characters are looked at.
        groups: Names of teams that are known.
        people: Names and addresses of persons that are known; they are never groups.
    """
    name = owner[:LONGEST].strip().casefold()
    if name in {person.casefold() for person in people}:
        return False
    if name in {group.casefold() for group in groups}:
        return True
    if "@" in name and " " not in name and "," not in name and ";" not in name:
        local = name.partition("@")[0]
        return local in _MAILBOXES
    if _SEVERAL.search(owner[:LONGEST]):
        return True
    if _PERSON.search(name):
        return False
    return bool(_GROUP.search(name))


_MAILBOXES = frozenset(
    [
        "team",
        "info",
        "office",
        "sales",
        "support",
        "marketing",
        "hr",
        "all",
        "everyone",
        "contact",
        "hello",
        "ops",
        "engineering",
        "finance",
        "legal",
        "product",
        "management",
    ]
)
