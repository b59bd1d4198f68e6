"""The pages that are measured: those people live in, of the organization that was built."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from bench.building import START, Built
from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.tenancy.transactions import reading

#: A day in the past, between two check-ins.
DAY = START + timedelta(days=33)


def addresses(built: Built) -> Iterator[tuple[str, str]]:
    """Yield what each page is called, and its address."""
    with reading(built.organization):
        deepest = Objective.objects.get(pk=built.levels[-1][0])
        key_result = KeyResult.objects.filter(objective=deepest).earliest("pk")
    team, person = built.teams[0].public_id, built.people[0].public_id
    for act, name, of, query in (
        ("page of the tree", "company", [], ""),
        ("the same as of a past day", "company", [], f"?as_of={DAY}"),
        ("page of the map", "map", [], ""),
        ("the map as of a past day", "map", [], f"?as_of={DAY}"),
        ("page of my week", "my-week", [], ""),
        ("page of a team", "team", [team], ""),
        ("page of an objective", "objective", [deepest.public_id], ""),
        ("page of a key result", "key-result", [key_result.public_id], ""),
        ("page of the plan", "plan", [], ""),
        ("page of what is found", "find", [], "?q=better+state+12"),
        ("page of people", "people", [], ""),
        ("page of a person", "person", [person], ""),
        ("page of teams", "teams", [], ""),
    ):
        yield act, reverse(name, args=[built.organization.slug, *of]) + query
