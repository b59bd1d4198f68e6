"""The example organization of `plumbline demo`, with its progress on the terminal."""

import sys
from datetime import datetime

from django.conf import settings

from plumbline.domain.accounts.services.sign_in_links import sign_in_link_create
from plumbline.domain.demo.services import demo_organization_build
from plumbline.http.public_links import public_link


def demo_build(*, at: datetime) -> str:
    """Build the example organization, unless it is there already.

    Args:
        at: Now; the example is as it would be today.

    Returns:
        A link that signs in once.
    """
    account = demo_organization_build(at=at, progress=_progress).account
    print(f"Its data is in {settings.PLUMBLINE.data}", flush=True)
    return public_link("sign-in-link", sign_in_link_create(account=account, at=at))


def _progress(step: str, done: int, total: int) -> None:
    if sys.stdout.isatty():
        end = "\n" if done >= total else "\r"
        print(f"Building the example: {step}, {done} of {total}\033[K", end=end, flush=True)
    elif done >= total:
        print(f"Building the example: {step}", flush=True)
