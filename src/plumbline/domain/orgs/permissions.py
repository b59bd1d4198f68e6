"""Evaluates the table of rights for one actor and one thing; the only place where it is asked.

Higher apps describe their things as a `Thing` and call the same functions.
"""

from collections.abc import Collection

from plumbline.domain.journal.recording import Author
from plumbline.domain.orgs.rights import (
    NOT_DEPUTIZED,
    Act,
    Kind,
    Relation,
    Role,
    allowed,
    scopes_allow,
)
from plumbline.domain.orgs.viewers import Actor, Standing, SystemActor, Thing, Viewer, relations_of
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused


def standing_granting(viewer: Viewer, act: Act, thing: Thing) -> Standing | None:
    """Return the standing by which a viewer may do an act, or None if none grants it.

    The viewer's own comes first; only then those of the people they are deputy for, each asked
    with the absent person's own roles and ties, so that a deputy has exactly their acts: no more
    than the absent person, nothing that is granted for being oneself, and nothing that only an
    admin may.
    """
    if viewer.scopes is not None and not scopes_allow(viewer.scopes, act, thing.kind):
        return None
    if _stands(viewer, act, thing, frozenset(), viewer.roles):
        return viewer
    deputies_may = allowed(
        {Role.DEPUTY}, act, thing.kind, thing.visibility, thing.state, {Relation.DEPUTY}
    )
    if not deputies_may:
        return None
    for absent in viewer.absent:
        roles = absent.roles - NOT_DEPUTIZED
        if _stands(absent, act, thing, frozenset({Relation.SELF}), roles):
            return absent
    return None


def _stands(
    standing: Standing,
    act: Act,
    thing: Thing,
    without: frozenset[Relation],
    roles: Collection[Role],
) -> bool:
    return allowed(
        roles,
        act,
        thing.kind,
        thing.visibility,
        thing.state,
        relations_of(standing, thing) - without,
    )


def permitted(actor: Actor, act: Act, thing: Thing) -> bool:
    """Say whether an actor may do an act to a thing."""
    if isinstance(actor, SystemActor):
        return (act, thing.kind) in actor.rights
    return standing_granting(actor, act, thing) is not None


def permit(actor: Actor, act: Act, thing: Thing, *, ip_hash: str = "") -> Author:
    """Refuse what an actor may not do; otherwise say in whose name the journal records it.

    Args:
        actor: who acts.
        act: what they want to do.
        thing: what it would be done to.
        ip_hash: keyed hash of the address the act came from, if it is to be kept.

    Returns:
        The author for `journal_record`; it names the absent person where the actor is a deputy.

    Raises:
        NotFound: the actor may not even know of the thing.
        PermissionRefused: the actor may see the thing, but not do this to it.
    """
    if isinstance(actor, SystemActor):
        if (act, thing.kind) not in actor.rights:
            raise PermissionRefused("orgs.refused", act=act.value, kind=thing.kind.value)
        return Author(source=actor.source, person_id=actor.on_behalf_of)
    standing = standing_granting(actor, act, thing)
    if standing is None:
        if act is not Act.VIEW and permitted(actor, Act.VIEW, thing):
            raise PermissionRefused("orgs.refused", act=act.value, kind=thing.kind.value)
        raise NotFound("orgs.not_found")
    return Author(
        source=actor.source,
        person_id=actor.person_id,
        account_id=actor.account_id,
        deputy_for_person_id=None if standing is actor else standing.person_id,
        ip_hash=ip_hash,
    )


def manage_permit(actor: Actor, kind: Kind) -> Author:
    """Refuse whoever may not manage a kind of the house (teams, people, roles, settings).

    Raises:
        PermissionRefused: the actor may not.
    """
    return permit(actor, Act.MANAGE, Thing(kind=kind))
