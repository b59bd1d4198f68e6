"""The example organization of `plumbline demo`, with its progress on the terminal."""

import sys
from datetime import datetime

from plumbline.domain.accounts.services.sign_in_links import sign_in_link_create
from plumbline.domain.demo.selectors import demo_account
from plumbline.domain.demo.services import demo_organization_build
from plumbline.domain.tenancy.selectors import organizations_few
from plumbline.domain.tenancy.transactions import reading_global
from plumbline.http.public_links import public_link


def demo_build(*, at: datetime) -> str:
    """Build the example organization, unless it is there already.

    Args:
        at: Now; the example is as it would be today.

    Returns:
        A link that signs in once.
    """
    with reading_global():
        is_there = bool(organizations_few())
    account = (
        demo_account()
        if is_there
        else demo_organization_build(at=at, progress=_progress).sign_in_account
    )
    return public_link("sign-in-link", sign_in_link_create(account=account, at=at))


def _progress(step: str, done: int, total: int) -> None:
    end = "\n" if done >= total or not sys.stdout.isatty() else "\r"
    print(f"Building the example: {step}, {done} of {total}", end=end, flush=True)
