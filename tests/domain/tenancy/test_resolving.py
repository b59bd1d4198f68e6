"""Names in conditions lead where Django finds that they do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, sql

from plumbline.domain.okrs.models import KeyResult, Objective
from plumbline.domain.tenancy.resolving import QuickQuery

pytestmark = pytest.mark.django_db

Rows = QuerySet[Any, Any]

#: Of each kind of way that a condition, an order or a value takes.
ASKED: dict[str, Callable[[Rows], Rows]] = {
    "a column": lambda rows: rows.filter(title="x", rank__gt=1),
    "a key": lambda rows: rows.filter(owner_id=1, team=2, cycle__in=[3], pk=4),
    "a key of another": lambda rows: rows.filter(owner__manager_id=1, team__parent__isnull=True),
    "over joins": lambda rows: rows.filter(owner__manager__name="x", team__path__startswith="/1/"),
    "one or the other": lambda rows: rows.filter(Q(team__path="/1/") | Q(owner__name="x")),
    "not over joins": lambda rows: rows.exclude(owner__manager__name="x", team=None),
    "one of several": lambda rows: rows.filter(key_results__owner__name="x"),
    "the same one of several": lambda rows: rows.filter(key_results__rank=1, key_results__title=""),
    "another one of several": lambda rows: rows.filter(key_results__rank=1).filter(
        key_results__title="x"
    ),
    "none of several": lambda rows: rows.exclude(key_results__owner__name="x"),
    "a part of a value": lambda rows: rows.filter(created_at__date__gte="2026-01-01", tags__0="x"),
    "compared with another": lambda rows: rows.filter(owner__manager=F("team__location")),
    "what was added": lambda rows: rows.annotate(path=F("team__path")).filter(path__contains="/"),
    "what was counted": lambda rows: rows.annotate(n=Count("key_results")).filter(n__gt=1),
    "a relation narrowed": lambda rows: rows.annotate(
        own=FilteredRelation("key_results", condition=Q(key_results__rank=1))
    ).filter(own__owner__name="x"),
    "of a row further out": lambda rows: rows.filter(
        Exists(QuerySet(KeyResult).filter(objective=OuterRef("pk"), owner=OuterRef("owner")))
    ),
    "values in an order": lambda rows: rows.order_by("-owner__manager__name", "pk").values_list(
        "team__parent__name", "score__progress"
    ),
    "several at once": lambda rows: rows.filter(owner=1).select_related("owner__manager", "team"),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_question_is_the_one_that_django_puts(asked: str) -> None:
    for _again in range(2):  # what was looked up once is taken as it was found
        ours, theirs = (
            ASKED[asked](QuerySet(Objective, query(Objective))).query
            for query in (QuickQuery, sql.Query)
        )
        assert type(ours) is QuickQuery
        found, expected = (
            query.get_compiler(connection=connection).as_sql() for query in (ours, theirs)
        )
        assert repr(found) == repr(expected)  # a value of JSON is equal to none but itself
        assert ours.alias_refcount == theirs.alias_refcount


def test_a_name_that_leads_nowhere_is_refused() -> None:
    rows: Rows = QuerySet(Objective, QuickQuery(Objective))
    with pytest.raises(FieldError, match="colour"):
        rows.filter(owner__colour="red")
