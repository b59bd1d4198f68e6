"""Links: what they may join, what they add, and what is refused with its reason."""

from datetime import timedelta
from decimal import Decimal

import pytest

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.graph import ANCESTORS_MAX, LEVELS_MAX
from plumbline.domain.okrs.models import (
    Alignment,
    AlignmentState,
    BetterState,
    Objective,
    ObjectiveScoreState,
    State,
    Visibility,
)
from plumbline.domain.okrs.selectors.exposed_links import links_too_visible
from plumbline.domain.okrs.services.alignment import End, align, alignment_remove
from plumbline.domain.okrs.services.grading import GradeValues, grade_close, grading_start
from plumbline.domain.okrs.services.objectives import objective_stop
from plumbline.domain.okrs.services.recomputation import recomputation_compare
from plumbline.domain.orgs.services.teams import team_move
from plumbline.domain.tenancy.errors import (
    DomainError,
    NotFound,
    PermissionRefused,
    Refused,
    ValidationRefused,
)
from plumbline.domain.tenancy.wording import wording
from tests.world import AT, World
from tests.world_okrs import (
    activate,
    first_key_result,
    make_check_in,
    make_key_result,
    make_link,
    make_objective,
    progress_of,
    stored,
)


def bare(world: World, title: str, **further: object) -> Objective:
    """Make a draft without key results."""
    return make_objective(world, title, key_results=0, active=False, **further)  # type: ignore[arg-type]  # its fields


def refusal(world: World, child: End, parent: End, weight: str | None = None) -> DomainError:
    """Try to link; nothing may change."""
    with world.reading():
        before = list(Alignment.objects.values())
        sums = list(Objective.objects.order_by("pk").values("score__weight_sum", "version"))
        with pytest.raises(DomainError) as refused:
            align(
                actor=world.system,
                child=child,
                parent=parent,
                weight=None if weight is None else Decimal(weight),
                at=AT,
            )
        assert list(Alignment.objects.values()) == before
        assert list(Objective.objects.order_by("pk").values("score__weight_sum", "version")) == sums
    return refused.value


def reason(world: World, child: Objective, parent: Objective, weight: str | None = None) -> str:
    refused = refusal(world, End(child), End(parent), weight)
    assert isinstance(refused, Refused)
    return refused.message.id


def test_weights_weigh_the_children_against_the_key_results(world: World) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    for title, value, weight in (("Light", "100", "0.5"), ("Heavy", "50", "2.5")):
        child = make_objective(world, title)
        make_check_in(world, first_key_result(world, child), value)
        make_link(world, child, parent, weight=weight)
    # (1 × 0 + 0.5 × 1 + 2.5 × 0.5) / 4
    assert progress_of(world, parent) == Decimal("0.4375")
    with world.reading():
        assert recomputation_compare() == []


def test_a_link_that_is_taken_away_takes_its_part_along_and_leaves_its_history(
    world: World,
) -> None:
    parent = make_objective(world, "Parent", team=world.company)
    child = make_objective(world, "Child")
    make_check_in(world, first_key_result(world, child), "100")
    link = make_link(world, child, parent, weight="1")
    assert progress_of(world, parent) == Decimal("0.5")
    later = AT.replace(hour=10)
    with world.reading():
        alignment_remove(actor=world.system, link=link, at=later)
        assert Alignment.objects.get().is_removed
        ends = list(AlignmentState.objects.order_by("valid_from").values_list("valid_to"))
        assert ends == [(later,), (None,)]
        entry = JournalEntry.objects.get(act="objective.unalign")
        with pytest.raises(Refused) as gone:
            alignment_remove(actor=world.system, link=link, at=later)
        assert recomputation_compare() == []
    assert gone.value.message.id == "okrs.alignment.gone"
    assert entry.changes["weight"] == {"old": 1000, "new": None}
    assert progress_of(world, parent) == 0


def closed(world: World, objective: Objective) -> Objective:
    """Grade an objective finally, whatever it reached."""
    with world.reading():
        row = Objective.objects.get(pk=objective.pk)
        row = grading_start(actor=world.system, objective=row, expected=row.version, at=AT)
        grade = GradeValues(better_state=BetterState.PARTLY, note="missed")
        return grade_close(
            actor=world.system, objective=row, values=grade, expected=row.version, at=AT
        )


def over(world: World, objective: Objective, state: State) -> None:
    if state == State.CLOSED:
        closed(world, objective)
        return
    row = stored(world, objective)
    with world.reading():
        objective_stop(
            actor=world.system, objective=row, reason="dropped", expected=row.version, at=AT
        )


@pytest.mark.parametrize("state", [State.CLOSED, State.STOPPED])
def test_a_child_that_moves_on_leaves_the_number_of_what_is_over_and_of_all_above_it(
    world: World, state: State
) -> None:
    top = make_objective(world, "Top", team=world.company)
    middle, child = make_objective(world, "Middle"), make_objective(world, "Child")
    make_link(world, child, middle, weight="1")
    make_link(world, middle, top, weight="1")
    make_check_in(world, first_key_result(world, child), "100")
    over(world, middle, state)
    numbers = [progress_of(world, row) for row in (middle, top)]
    kept = stored(world, middle).score
    make_check_in(world, first_key_result(world, child), "20", at=AT + timedelta(hours=1))
    over(world, child, State.STOPPED)
    assert [progress_of(world, row) for row in (middle, top)] == numbers
    assert stored(world, middle).score.weighted_sum == kept.weighted_sum
    with world.reading():
        assert ObjectiveScoreState.objects.filter(subject=kept, valid_from__gt=AT).count() == 0
        assert recomputation_compare() == []


@pytest.mark.parametrize("weight", [None, "1"])
def test_a_link_under_a_closed_parent_stays_and_the_refusal_says_what_to_do(
    world: World, weight: str | None
) -> None:
    parent, child = make_objective(world, "Parent"), make_objective(world, "Child")
    make_check_in(world, first_key_result(world, child), "100")
    link = make_link(world, child, parent, weight=weight)
    closed(world, parent)
    before = progress_of(world, parent)
    with world.reading():
        with pytest.raises(Refused) as refused:
            alignment_remove(actor=world.system, link=link, at=AT)
        assert not Alignment.objects.get().is_removed
        assert recomputation_compare() == []
    assert refused.value.message.id == "okrs.alignment.parent_closed"
    assert refused.value.message.params == {"child": "Child", "parent": "Parent"}
    assert progress_of(world, parent) == before


def test_a_closed_parent_that_is_hidden_is_not_named_in_the_refusal(world: World) -> None:
    secret = bare(world, "Secret", visibility=Visibility.PRIVATE, owner=world.person("max"))
    make_key_result(world, secret, owner=world.person("max"))
    parent, child = activate(world, secret), make_objective(world, "Child")
    link = make_link(world, child, parent)
    closed(world, parent)
    viewer = world.viewer("mia")
    with world.reading(), pytest.raises(Refused) as refused:
        alignment_remove(actor=viewer, link=link, at=AT)
    assert refused.value.message.id == "okrs.alignment.hidden_parent_closed"
    assert "Secret" not in wording(refused.value.message)


def test_a_link_to_what_was_stopped_goes_and_leaves_its_number(world: World) -> None:
    parent, child = make_objective(world, "Parent"), make_objective(world, "Child")
    make_check_in(world, first_key_result(world, child), "100")
    link = make_link(world, child, parent, weight="1")
    over(world, parent, State.STOPPED)
    before = progress_of(world, parent)
    with world.reading():
        alignment_remove(actor=world.system, link=link, at=AT)
        assert Alignment.objects.get().is_removed
        assert recomputation_compare() == []
    assert progress_of(world, parent) == before


def test_a_link_that_was_taken_away_can_be_made_again(world: World) -> None:
    parent, child = bare(world, "Parent"), bare(world, "Child")
    link = make_link(world, child, parent)
    assert reason(world, child, parent) == "okrs.alignment.twice"
    with world.reading():
        alignment_remove(actor=world.system, link=link, at=AT)
    make_link(world, child, parent)
    with world.reading():
        assert Alignment.objects.filter(is_removed=False).count() == 1


@pytest.mark.parametrize("weight", ["-1", "1000.001", "0.0001", "NaN"])
def test_a_weight_that_cannot_be_is_refused_at_its_field(world: World, weight: str) -> None:
    parent, child = bare(world, "Parent"), bare(world, "Child")
    refused = refusal(world, End(child), End(parent), weight)
    assert isinstance(refused, ValidationRefused)
    assert set(refused.field_errors) == {"weight"}


def test_nothing_supports_itself_or_what_rests_on_it(world: World) -> None:
    low, middle, top = bare(world, "Low"), bare(world, "Middle"), bare(world, "Top")
    make_link(world, low, middle)
    make_link(world, middle, top)
    assert reason(world, low, low) == "okrs.alignment.itself"
    assert reason(world, middle, low) == "okrs.alignment.loop"
    assert reason(world, top, low) == "okrs.alignment.loop"


def test_a_loop_through_a_key_result_is_a_loop(world: World) -> None:
    low, top = make_objective(world, "Low"), make_objective(world, "Top")
    with world.reading():
        align(
            actor=world.system,
            child=End(low),
            parent=End(top, first_key_result(world, top)),
            weight=None,
            at=AT,
        )
    refused = refusal(world, End(top, first_key_result(world, top)), End(low))
    assert refused.message.id == "okrs.alignment.loop"


def test_twenty_levels_stand_and_one_more_is_refused_from_either_end(world: World) -> None:
    rows = [bare(world, f"Level {number}") for number in range(LEVELS_MAX + 2)]
    for below, above in zip(rows[1:-1], rows[:-2], strict=True):
        make_link(world, below, above)
    assert reason(world, rows[-1], rows[-2]) == "okrs.alignment.too_large"
    assert reason(world, rows[0], rows[-1]) == "okrs.alignment.too_large"
    refused = refusal(world, End(rows[-1]), End(rows[-2]))
    assert refused.message.params == {"levels": LEVELS_MAX, "ancestors": ANCESTORS_MAX}


@pytest.mark.thorough
def test_two_hundred_ancestors_stand_and_one_more_is_refused(world: World) -> None:
    child = bare(world, "Child")
    parents = [bare(world, f"Parent {number}") for number in range(ANCESTORS_MAX + 1)]
    with world.writing():
        Alignment.objects.bulk_create(
            Alignment(child_objective=child, parent_objective=parent, created_at=AT)
            for parent in parents[: ANCESTORS_MAX - 1]
        )
    make_link(world, child, parents[-2])
    assert reason(world, child, parents[-1]) == "okrs.alignment.too_large"
    below = bare(world, "Below")
    assert reason(world, below, child) == "okrs.alignment.too_large", "it would have 201 above it"


@pytest.mark.parametrize(
    ("child", "child_team", "parent", "parent_team", "fits"),
    [
        (Visibility.ORGANIZATION, "claims", Visibility.ORGANIZATION, "company", True),
        (Visibility.ORGANIZATION, "claims", Visibility.PRIVATE, "claims", True),
        (Visibility.TEAM, "claims", Visibility.TEAM, "claims", True),
        (Visibility.TEAM, "freight", Visibility.TEAM, "claims", True),
        (Visibility.TEAM, "claims", Visibility.TEAM, "freight", False),
        (Visibility.TEAM, "claims", Visibility.TEAM, "finance", False),
        (Visibility.TEAM, "claims", Visibility.ORGANIZATION, "company", False),
        (Visibility.TEAM, "claims", Visibility.PRIVATE, "claims", False),
        (Visibility.PRIVATE, "claims", Visibility.PRIVATE, "claims", False),
        (Visibility.PRIVATE, "claims", Visibility.ORGANIZATION, "company", False),
    ],
)
def test_what_contributes_is_seen_by_everybody_who_sees_its_parent(
    world: World,
    child: Visibility,
    child_team: str,
    parent: Visibility,
    parent_team: str,
    fits: bool,
) -> None:
    low = bare(world, "Low", visibility=child, team=world.teams[child_team])
    high = bare(world, "High", visibility=parent, team=world.teams[parent_team])
    if fits:
        make_link(world, low, high, weight="1")
    else:
        assert reason(world, low, high, "1") == "okrs.alignment.more_visible"
        make_link(world, low, high)
    with world.reading():
        assert Alignment.objects.get().weight == (1000 if fits else None)


def test_a_personal_team_visible_objective_contributes_to_no_team_s(world: World) -> None:
    low = bare(world, "Low", visibility=Visibility.TEAM, is_personal=True)
    high = bare(world, "High", visibility=Visibility.TEAM)
    assert reason(world, low, high, "1") == "okrs.alignment.more_visible"
    assert reason(world, high, low, "1") == "okrs.alignment.more_visible"


def test_key_results_support_and_never_contribute(world: World) -> None:
    low, high = make_objective(world, "Low"), make_objective(world, "High")
    end = End(high, first_key_result(world, high))
    assert (
        refusal(world, End(low), end, "1").message.id == "okrs.alignment.only_objectives_contribute"
    )
    assert (
        refusal(world, End(low, first_key_result(world, low)), End(high), "1").message.id
        == "okrs.alignment.only_objectives_contribute"
    )
    with world.reading():
        link = align(actor=world.system, child=End(low), parent=end, weight=None, at=AT)
        entry = JournalEntry.objects.get(act="objective.align")
    assert link.parent_key_result == end.key_result
    assert end.key_result is not None
    assert entry.changes["parent"]["new"] == f"{high.public_id}/{end.key_result.public_id}"


def test_a_key_result_of_another_objective_is_not_found(world: World) -> None:
    low, high = make_objective(world, "Low"), make_objective(world, "High")
    refused = refusal(world, End(low), End(high, first_key_result(world, low)))
    assert isinstance(refused, NotFound)


@pytest.mark.parametrize("state", [State.CLOSED, State.STOPPED])
def test_nothing_joins_what_is_over(world: World, state: State) -> None:
    low, high = bare(world, "Low"), bare(world, "High")
    with world.writing():
        Objective.objects.filter(pk=high.pk).update(state=state)
    assert reason(world, low, high) == "okrs.alignment.parent_over"


def test_a_parent_that_one_may_not_see_is_not_found(world: World) -> None:
    low = make_objective(world, "Low")
    secret = bare(world, "Secret", visibility=Visibility.PRIVATE, owner=world.person("max"))
    viewer = world.viewer("mia")
    with world.reading():
        with pytest.raises(NotFound):
            align(actor=viewer, child=End(low), parent=End(secret), weight=None, at=AT)
        assert not Alignment.objects.exists()


def test_whoever_may_not_align_the_child_may_not_take_its_link_away(world: World) -> None:
    parent, child = make_objective(world, "Parent"), make_objective(world, "Child")
    link = make_link(world, child, parent)
    for who in ("max", "dee", "vic", "aud", "fin"):
        viewer = world.viewer(who)
        with world.reading(), pytest.raises(PermissionRefused):
            alignment_remove(actor=viewer, link=link, at=AT)
    with world.reading():
        assert not Alignment.objects.get().is_removed


def test_a_team_that_moves_away_leaves_a_link_that_the_nightly_check_names(world: World) -> None:
    child = bare(world, "Child", visibility=Visibility.TEAM, team=world.teams["freight"])
    parent = bare(world, "Parent", visibility=Visibility.TEAM, team=world.teams["claims"])
    open_to_all = bare(world, "Open")
    make_link(world, open_to_all, parent, weight="1")
    link = make_link(world, child, parent, weight="1")
    with world.reading():
        assert links_too_visible() == []
        team_move(
            actor=world.system,
            team=world.teams["claims"],
            parent=world.teams["finance"],
            at=AT,
        )
        assert links_too_visible() == [link]
        alignment_remove(actor=world.system, link=link, at=AT)
        assert links_too_visible() == []
    assert stored(world, parent).score.weight_sum == 0
