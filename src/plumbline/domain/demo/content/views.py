"""What the example company looks for again and again."""

from typing import Final

from plumbline.domain.views.models import ViewPage
from plumbline.domain.views.services import ViewValues

VIEWS: Final = (
    ViewValues(
        page=ViewPage.OBJECTIVES,
        name="Running, least progress first",
        query="state=running&sort=progress",
        is_shared=True,
    ),
    ViewValues(
        page=ViewPage.OBJECTIVES,
        name="Drafts nobody owns",
        query="owner=nobody&state=planned",
        is_shared=True,
    ),
    ViewValues(
        page=ViewPage.MAP,
        name="Off track",
        query="status=off_track&form=list",
        is_shared=True,
    ),
)
