"""Templates that come along, for those who may write objectives."""

from collections.abc import Mapping

from plumbline.domain.okrs.selectors.drafts import writing_permit
from plumbline.domain.okrs.starters import STARTERS, Function, Starter
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.tenancy.errors import NotFound


def starters_by_function(*, viewer: Viewer) -> Mapping[Function, Mapping[str, Starter]]:
    """Return all templates by function, each by its key.

    Raises:
        PermissionRefused: The viewer may neither write nor propose objectives.
    """
    writing_permit(viewer)
    return {
        function: {key: each for key, each in STARTERS.items() if each.function is function}
        for function in Function
    }


def starter_get(*, viewer: Viewer, key: str) -> Starter:
    """Return one template.

    Raises:
        PermissionRefused: The viewer may neither write nor propose objectives.
        NotFound: There is none of this name.
    """
    writing_permit(viewer)
    try:
        return STARTERS[key]
    except KeyError:
        raise NotFound("okrs.starter.not_found") from None
