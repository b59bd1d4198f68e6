"""Bearer tokens: who they stand for, that they were used, and how often they may be."""

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from plumbline.api import limits
from plumbline.domain.accounts.selectors import TokenBearer, account_by_token
from plumbline.domain.accounts.services.tokens import api_token_used
from plumbline.domain.orgs.days import organization_day


class TokenAuth(HttpBearer):
    """Reads `Authorization: Bearer plb_…`.

    Cookies count for nothing here, so no call can be forged through somebody's browser.
    """

    def authenticate(self, request: HttpRequest, token: str) -> TokenBearer | None:
        """Return whom a token stands for, or `None` if it opens nothing.

        Raises:
            TooManyRequests: It has used up what it may call in this minute.
        """
        at = timezone.now()
        bearer = account_by_token(secret=token, at=at)
        if bearer is None:
            return None
        limits.ALLOWANCES.spend(token_id=bearer.token_id, at=at)
        today = organization_day(bearer.organization, at)
        if bearer.last_used_on != today:
            api_token_used(token_id=bearer.token_id, on=today)
        return bearer
