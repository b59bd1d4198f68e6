"""The table, asked for one person and one thing."""

from datetime import timedelta

import pytest

from plumbline.domain.accounts.scopes import TokenScope
from plumbline.domain.journal.models import Source
from plumbline.domain.orgs.permissions import permit, permitted
from plumbline.domain.orgs.rights import Act, Kind, State, Visibility
from plumbline.domain.orgs.services.deputies import deputy_set
from plumbline.domain.orgs.viewers import SystemActor, Thing
from plumbline.domain.tenancy.errors import NotFound, PermissionRefused
from tests.world import AT, TODAY, World


def objective_of(world: World, owner: str, visibility: Visibility, state: State) -> Thing:
    claims = world.teams["claims"]
    return Thing(
        kind=Kind.OBJECTIVE,
        visibility=visibility,
        state=state,
        owner_id=world.person(owner).pk,
        team_id=claims.pk,
        team_path=claims.path,
    )


def stand_in(world: World, absent: str) -> None:
    with world.reading():
        deputy_set(
            actor=world.system,
            person=world.person("dee"),
            acts_for=world.person(absent),
            starts_on=TODAY,
            ends_on=TODAY + timedelta(days=7),
            at=AT,
        )


@pytest.mark.parametrize(
    ("visibility", "seen_by"),
    [
        (Visibility.ORGANIZATION, "ada carl lena mia max vic aud fin dee"),
        (Visibility.TEAM, "ada carl lena mia max"),
        (Visibility.PRIVATE, "mia max"),
    ],
)
def test_who_sees_an_objective_of_claims_owned_by_mia(
    world: World, visibility: Visibility, seen_by: str
) -> None:
    thing = objective_of(world, "mia", visibility, State.ACTIVE)
    cast = [name for name in world.people if name != "una"]
    seen = {name for name in cast if permitted(world.viewer(name), Act.VIEW, thing)}
    assert seen == set(seen_by.split())


def test_what_may_not_be_seen_is_not_found_instead_of_refused(world: World) -> None:
    private = objective_of(world, "mia", Visibility.PRIVATE, State.ACTIVE)
    with pytest.raises(NotFound):
        permit(world.viewer("lena"), Act.ADJUST, private)
    shown = objective_of(world, "mia", Visibility.ORGANIZATION, State.ACTIVE)
    with pytest.raises(PermissionRefused):
        permit(world.viewer("vic"), Act.ADJUST, shown)


def test_a_deputy_has_the_acts_of_the_absent_lead_and_the_journal_names_both(
    world: World,
) -> None:
    draft = objective_of(world, "mia", Visibility.TEAM, State.DRAFT)
    assert not permitted(world.viewer("dee"), Act.ACTIVATE, draft)
    stand_in(world, "lena")
    author = permit(world.viewer("dee"), Act.ACTIVATE, draft)
    assert author.person_id == world.person("dee").pk
    assert author.deputy_for_person_id == world.person("lena").pk


def test_a_deputy_of_an_owner_has_no_more_than_the_owner(world: World) -> None:
    stand_in(world, "mia")
    draft = objective_of(world, "mia", Visibility.TEAM, State.DRAFT)
    dee = world.viewer("dee")
    assert permitted(dee, Act.EDIT, draft)
    assert not permitted(dee, Act.ACTIVATE, draft)
    assert not permitted(dee, Act.RANK, draft)


def test_a_deputy_of_an_admin_does_not_administer(world: World) -> None:
    stand_in(world, "ada")
    assert not permitted(world.viewer("dee"), Act.MANAGE, Thing(kind=Kind.ROLE))
    assert permitted(world.viewer("dee"), Act.MANAGE, Thing(kind=Kind.CYCLE))


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (Act.DEPUTIZE, Kind.PERSON),
        (Act.VIEW, Kind.JOURNAL),
        (Act.EXPORT, Kind.JOURNAL),
        (Act.MANAGE, Kind.PERSON),
    ],
)
def test_what_only_an_admin_may_is_not_stood_in_for(world: World, act: Act, kind: Kind) -> None:
    stand_in(world, "ada")
    of_another = Thing(kind=kind, person_id=world.person("mia").pk)
    assert permitted(world.viewer("ada"), act, of_another)
    assert not permitted(world.viewer("dee"), act, of_another)


def test_a_deputy_makes_no_tokens_in_the_absent_persons_name(world: World) -> None:
    stand_in(world, "lena")
    tokens = Thing(kind=Kind.TOKEN, person_id=world.person("lena").pk)
    assert not permitted(world.viewer("dee"), Act.CREATE, tokens)


def test_own_rights_are_used_before_those_of_somebody_absent(world: World) -> None:
    stand_in(world, "lena")
    shown = objective_of(world, "mia", Visibility.ORGANIZATION, State.ACTIVE)
    assert permit(world.viewer("dee"), Act.COMMENT, shown).deputy_for_person_id is None


def test_a_token_never_does_more_than_its_scope_or_its_person(world: World) -> None:
    draft = objective_of(world, "mia", Visibility.ORGANIZATION, State.DRAFT)
    read = world.viewer("lena", source=Source.API, scopes=frozenset({TokenScope.READ}))
    write = world.viewer("lena", source=Source.API, scopes=frozenset({TokenScope.WRITE}))
    member = world.viewer("dee", source=Source.API, scopes=frozenset({TokenScope.WRITE}))
    assert permitted(read, Act.VIEW, draft)
    assert not permitted(read, Act.ACTIVATE, draft)
    assert permitted(write, Act.ACTIVATE, draft)
    assert not permitted(member, Act.ACTIVATE, draft)


def test_a_system_actor_has_only_the_rights_named(world: World) -> None:
    actor = SystemActor(
        organization_id=world.organization.pk,
        name="import",
        rights=frozenset({(Act.CREATE, Kind.OBJECTIVE)}),
        source=Source.IMPORT,
        on_behalf_of=world.person("ada").pk,
    )
    author = permit(actor, Act.CREATE, Thing(kind=Kind.OBJECTIVE))
    assert (author.source, author.person_id) == (Source.IMPORT, world.person("ada").pk)
    with pytest.raises(PermissionRefused):
        permit(actor, Act.MANAGE, Thing(kind=Kind.ROLE))


def test_a_system_actor_reads_only_what_it_has_a_right_to(world: World) -> None:
    actor = SystemActor(
        organization_id=world.organization.pk,
        name="nightly",
        rights=frozenset({(Act.VIEW, Kind.TEAM)}),
    )
    assert permitted(actor, Act.VIEW, Thing(kind=Kind.TEAM))
    assert not permitted(actor, Act.VIEW, Thing(kind=Kind.PERSON))
