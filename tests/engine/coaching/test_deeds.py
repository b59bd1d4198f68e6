"""Work said as done, in the words of whoever typed it: English, or nothing at all."""

import re

import pytest

from plumbline.engine.coaching.deeds import deed_done
from plumbline.engine.coaching.turning import CHANGE, turning_of
from plumbline.engine.messages import render


@pytest.mark.parametrize(
    ("work", "done"),
    [
        ("Publish 30 blog articles", "the 30 blog articles are published"),
        ("Launch the new import wizard", "the new import wizard is launched"),
        ("Train all account managers on the new deck", "all account managers are trained"),
        ("Run ten interviewer trainings", "the ten interviewer trainings are run"),
        ("Write 50 help pages by June", "the 50 help pages are written"),
        ("Roll out the new CRM", "the new CRM is rolled out"),
        ("Set up a help desk", "the help desk is set up"),
        ("Complete a review of all contracts", "the review of all contracts is completed"),
        ("Hire 2 salespeople", "the 2 salespeople are hired"),
        ("Hold 5 workshops", "the 5 workshops are held"),
        ("Implement SSO", "SSO is implemented"),
        ("Add 1 new content type", "the new content type is added"),
        ("Automate invoice processing", "invoice processing is automated"),
        ("Conduct an analysis of churn", "the analysis of churn is conducted"),
        ("Plan the offsite", "the offsite is planned"),
        ("Interview 20 customers who left", "the 20 customers are interviewed"),
        ("Migrate our data centres to the cloud", "our data centres are migrated"),
    ],
)
def test_work_is_said_as_done_in_its_own_words(work: str, done: str) -> None:
    assert deed_done(work) == done


@pytest.mark.parametrize(
    "work",
    [
        "Talk to 20 customers", "Make the app faster", "Launch the app and the website",
        "Design and launch the portal", "Send customers a newsletter", "Teach managers coaching",
        "Give 20 customers a demo", "Help 20 customers migrate", "Finish phase 2", "Post 30 times",
        "Hire according to plan", "Establish ourselves in Spain", "Set our partners up", "Publish",
        "Launch a functional, upgradable platform", "Provide residents with services", "Launch",
        "Hold a members' meeting", "Migrate 80% of users", "Blog every week", "Deploy 3",
        "Oversee the merger", "Start selling cars", "Support knows it before the customer does",
        "Published 30 articles", "Churn from 5% to 3%", "", "🚀", "Create x%",
    ],
)  # fmt: skip
def test_what_cannot_be_turned_surely_is_not_said_again(work: str) -> None:
    assert deed_done(work) is None


def test_the_first_question_holds_the_words_or_is_asked_without_them() -> None:
    turned, neutral = turning_of("Publish 30 blog articles"), turning_of("Talk to 20 customers")
    assert turned is not None
    assert neutral is not None
    assert render(turned.change).startswith("Once the 30 blog articles are published: who does")
    assert neutral.change == CHANGE


def test_every_word_of_it_but_the_verb_and_the_article_was_typed() -> None:
    for work in ("Ship 4 Releases of Atlas", "Write a guide for new hires", "Fix our 9 worst bugs"):
        done = deed_done(work)
        assert done is not None
        *said, _is, _participle = done.split()
        assert set(said) - {"the"} <= set(re.findall(r"\w+", work))
