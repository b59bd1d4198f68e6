"""Feedback on practices: one word a person, counts for all, every word for the keepers alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.services.practices import practice_edit, practice_values
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.practice_feedback.models import PracticeFeedback
from plumbline.domain.practice_feedback.selectors.feedback import (
    Counts,
    Verdict,
    feedback_list,
    feedback_part,
    feedback_said_part,
    own_feedback,
)
from plumbline.domain.practice_feedback.services.closing import feedback_close
from plumbline.domain.practice_feedback.services.giving import feedback_give, feedback_take_back
from plumbline.domain.tenancy.errors import NotFound, Refused, StaleVersion
from tests.domain.governance.test_gate import adopt
from tests.world import AT, World


def give(
    world: World,
    practice: Practice,
    who: str,
    verdict: Verdict = Verdict.HINDERS,
    *,
    words: str = "It asks twice",
    expected: int = 0,
    read: int = 1,
) -> PracticeFeedback:
    with world.reading():
        return feedback_give(
            actor=world.viewer(who),
            practice=practice,
            verdict=verdict,
            words=words,
            read_version=read,
            expected=expected,
            at=AT,
        )


def test_a_person_says_one_thing_changes_it_and_takes_it_back_without_a_trace_of_the_words(
    world: World,
) -> None:
    practice = adopt(world, Tier.POLICY)
    give(world, practice, "mia")
    with pytest.raises(StaleVersion):
        give(world, practice, "mia", Verdict.HELPS)
    give(world, practice, "mia", Verdict.HELPS, words="Now it helps", expected=1)
    with world.reading():
        mia = world.viewer("mia")
        own = own_feedback(viewer=mia, practice=practice)
        assert own is not None
        assert (own.verdict, own.words, own.is_current) == (Verdict.HELPS, "Now it helps", True)
        feedback_take_back(actor=mia, practice=practice, at=AT)
        assert own_feedback(viewer=mia, practice=practice) is None
        with pytest.raises(Refused):
            feedback_take_back(actor=mia, practice=practice, at=AT)
        entries = JournalEntry.objects.filter(act__startswith="practice.feedback")
        assert [each.act for each in entries.order_by("pk")] == [
            "practice.feedback",
            "practice.feedback",
            "practice.feedback_take_back",
        ]
        assert "helps" not in str([each.changes for each in entries])


def test_others_see_counts_from_five_people_on_and_never_who_said_what(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    people = ("mia", "lena", "max", "vic", "dee")
    for who in people[:4]:
        give(world, practice, who, Verdict.UNCLEAR if who == "vic" else Verdict.HELPS)
    with world.reading():
        vic, carl = world.viewer("vic"), world.viewer("carl")
        assert feedback_part(viewer=vic, practice=practice).counts is None
        kept = feedback_part(viewer=carl, practice=practice)
        assert (kept.counts, kept.open) == (Counts(helps=3, hinders=0, unclear=1), 4)
        with pytest.raises(NotFound):
            feedback_list(viewer=vic, practice=practice)
        told = feedback_list(viewer=carl, practice=practice)
        assert {each.person_name for each in told} == {world.person(who).name for who in people[:4]}
    give(world, practice, "dee", Verdict.HINDERS)
    with world.reading():
        seen = feedback_part(viewer=world.viewer("vic"), practice=practice)
        assert (seen.counts, seen.open) == (Counts(helps=3, hinders=1, unclear=1), 0)


def test_the_owner_of_a_practice_reads_and_answers_and_a_change_opens_it_again(
    world: World,
) -> None:
    practice = adopt(world, Tier.POLICY)
    said = give(world, practice, "vic")
    with world.reading():
        values = replace(practice_values(practice), owner=world.person("mia"))
        practice_edit(
            actor=world.viewer("carl"),
            practice=practice,
            values=values,
            reason="Mia answers for it",
            expected=1,
            at=AT,
        )
        practice = Practice.objects.get(pk=practice.pk)
        for who, refused in (("lena", NotFound), ("vic", NotFound)):
            with pytest.raises(refused):
                feedback_close(
                    actor=world.viewer(who),
                    practice=practice,
                    public_id=said.public_id,
                    answer="No",
                    expected=1,
                    at=AT,
                )
        feedback_close(
            actor=world.viewer("mia"),
            practice=practice,
            public_id=said.public_id,
            answer="Once is enough from May on",
            expected=1,
            at=AT + timedelta(hours=1),
        )
        own = own_feedback(viewer=world.viewer("vic"), practice=practice)
        assert own is not None
        assert own.answer == "Once is enough from May on"
        assert feedback_part(viewer=world.viewer("mia"), practice=practice).open == 0
    give(world, practice, "vic", words="Still twice", expected=2)
    with world.reading():
        (again,) = feedback_list(viewer=world.viewer("mia"), practice=practice, is_open=True)
        assert (again.words, again.answer) == ("Still twice", "")


def test_new_words_of_a_practice_are_judged_anew(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    give(world, practice, "mia")
    with world.reading():
        practice_edit(
            actor=world.viewer("carl"),
            practice=practice,
            values=replace(practice_values(practice), text="Asked once"),
            reason="It asked twice",
            expected=1,
            at=AT,
        )
        practice = Practice.objects.get(pk=practice.pk)
        own = own_feedback(viewer=world.viewer("mia"), practice=practice)
        assert own is not None
        assert not own.is_current
        kept = feedback_part(viewer=world.viewer("carl"), practice=practice)
        assert (kept.counts, kept.open) == (Counts(0, 0, 0), 1)
    with pytest.raises(Refused):
        give(world, practice, "mia", Verdict.HELPS)
    give(world, practice, "mia", Verdict.HELPS, read=2)
    with world.reading():
        part = feedback_part(viewer=world.viewer("carl"), practice=practice)
        assert part.counts == Counts(1, 0, 0)


def test_what_was_said_is_told_in_parts_that_go_on_behind_what_was_answered(world: World) -> None:
    practice = adopt(world, Tier.POLICY)
    people = ("mia", "lena", "max", "vic")
    mia, lena, max_, vic = (give(world, practice, who).public_id for who in people)
    with world.reading():
        carl = world.viewer("carl")
        some, after = feedback_said_part(viewer=carl, practice=practice, is_open=True, limit=2)
        assert [each.public_id for each in some] == [vic, max_]
        assert after == max_
        feedback_close(actor=carl, practice=practice, public_id=max_, answer="", expected=1, at=AT)
        for is_open in (True, None):
            rest, end = feedback_said_part(
                viewer=carl, practice=practice, is_open=is_open, after=after, limit=2
            )
            assert [each.public_id for each in rest] == [lena, mia]
            assert end is None
        (closed,), _ = feedback_said_part(viewer=carl, practice=practice, is_open=False)
        assert closed.public_id == max_
        with pytest.raises(NotFound, match="page_gone"):
            feedback_said_part(viewer=carl, practice=practice, after=practice.public_id)
        with pytest.raises(NotFound, match="practice_feedback"):
            feedback_said_part(viewer=world.viewer("vic"), practice=practice)
