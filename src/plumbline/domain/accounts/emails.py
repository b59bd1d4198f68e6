"""One spelling for every e-mail address, so that two spellings never make two people."""

import unicodedata


def email_normalized(email: str) -> str:
    """Bring an e-mail address to the one spelling under which it is stored and looked up.

    Compatibility forms are folded first: without it ``ﬁona@example.org`` (with a ligature) and
    ``fiona@example.org`` would be two accounts that look alike, and a reset asked for one could
    be sent to the other.

    Args:
        email: the address as typed.

    Returns:
        The address trimmed, NFKC-normalized and in lower case; ``""`` stays ``""``.
    """
    return unicodedata.normalize("NFKC", email.strip()).lower()
