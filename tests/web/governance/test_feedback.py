"""Feedback on its pages: given and taken back, read at the look by its keepers, answered."""

from dataclasses import replace

import pytest

from plumbline.domain.governance.choices import Tier
from plumbline.domain.governance.models import Practice
from plumbline.domain.governance.services.practices import practice_edit, practice_values
from plumbline.domain.practice_feedback.models import PracticeFeedback
from tests.domain.governance.test_gate import adopt
from tests.web.conftest import BrowserOf
from tests.world import AT, TODAY, World

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

HOME = "/o/freight/governance"


def test_feedback_is_given_read_at_the_look_answered_and_taken_back(
    world: World, browser_of: BrowserOf
) -> None:
    practice = adopt(world, Tier.POLICY)
    own = f"{HOME}/practices/{practice.public_id}"
    carl, mia = browser_of(world, "carl"), browser_of(world, "mia")
    assert f'href="{own}/feedback"' in mia.get(own).text
    sent = {"words": "It asks twice", "about": "1", "version": "0"}
    refused = mia.post(f"{own}/feedback", sent)
    assert refused.status_code == 422
    assert 'id="id_verdict_error"' in refused.text
    assert mia.post(f"{own}/feedback", {**sent, "verdict": "hinders"}).status_code == 302
    seen = mia.get(own).text
    assert "shown once 5 people" in seen
    assert "What people say" not in seen
    with world.reading():
        said = PracticeFeedback.objects.get().public_id
    assert "1 that it gets in the way" in carl.get(own).text
    look = carl.get(f"{own}/move?to=review").text
    assert "It asks twice" in look
    assert f'href="{own}/feedback/{said}"' in look
    assert mia.get(f"{own}/feedback/{said}").status_code == 404
    sent_back = {"answer": "From May on once", "version": "1"}
    assert carl.post(f"{own}/feedback/{said}", sent_back).status_code == 302
    assert "It asks twice" not in carl.get(f"{own}/move?to=review").text
    assert "From May on once" in mia.get(f"{own}/feedback").text
    assert mia.post(f"{own}/feedback", {"back": "yes"}).status_code == 302
    assert "It asks twice" not in carl.get(f"{own}/feedback").text


def test_a_look_that_is_due_stands_in_the_week_of_who_answers_for_the_practice(
    world: World, browser_of: BrowserOf
) -> None:
    practice = adopt(world, Tier.POLICY)
    own = f"{HOME}/practices/{practice.public_id}"
    for who, url in (("mia", own), ("carl", f"{own}/move?to=review")):
        with world.reading():
            row = Practice.objects.get(pk=practice.pk)
            values = replace(practice_values(row), owner=world.person(who), review_on=TODAY)
            practice_edit(
                actor=world.viewer("carl"),
                practice=row,
                values=values,
                reason="They answer for it",
                expected=row.version,
                at=AT,
            )
        week = browser_of(world, who).get("/o/freight/my-week").text
        assert f'href="{url}">' in week
    assert f'href="{own}' not in browser_of(world, "mia").get("/o/freight/my-week").text


def test_of_words_that_changed_while_they_were_read_the_next_press_speaks_of_those_shown(
    world: World, browser_of: BrowserOf
) -> None:
    practice = adopt(world, Tier.POLICY)
    own = f"{HOME}/practices/{practice.public_id}"
    carl, mia = browser_of(world, "carl"), browser_of(world, "mia")
    asked = {"audience": "everyone", "rhythm": "words", "version": "0"}
    assert carl.post(f"{own}/attesting", asked).status_code == 302
    with world.reading():
        row = Practice.objects.get(pk=practice.pk)
        practice_edit(
            actor=world.viewer("carl"),
            practice=row,
            values=replace(practice_values(row), text="Agree on two key results at most."),
            reason="Fewer",
            expected=row.version,
            at=AT,
        )
    said = {"verdict": "helps", "words": "Short", "about": "1", "version": "0"}
    attested = {"answer": "attested", "note": "Read", "version": "1"}
    for page, sent, name in (("feedback", said, "about"), ("attest", attested, "version")):
        late = mia.post(f"{own}/{page}", sent)
        assert late.status_code == 422
        assert "Agree on two key results at most." in late.text
        shown = late.text.split(f'name="{name}" value="')[1].split('"')[0]
        again = mia.post(f"{own}/{page}", {**sent, name: shown})
        assert again.status_code == 302, "it is about what the page shows by now"
