"""Which entries of the journal somebody may read.

Who may read the journal at all is asked of the table of rights. Of its entries they read those
about things that they may see today: the right to the journal is none to what is private. So that a
private objective stays unnoticed, an entry about it is left out altogether, and one that would name
it beside something visible is left out as well. What remains of the opening of one by an admin is
that it happened: it is the admin who is watched there.
"""

from typing import Final

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, Substr

from plumbline.domain.checkins.models import CheckIn
from plumbline.domain.dependencies.models import Dependency
from plumbline.domain.dependencies.permissions import dependencies_seen
from plumbline.domain.discussion.models import Comment
from plumbline.domain.governance.models import Waiver
from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.okrs.models import KeyResult, Objective, Visibility
from plumbline.domain.okrs.permissions import visible_to
from plumbline.domain.orgs.permissions import permit
from plumbline.domain.orgs.rights import Act, Kind
from plumbline.domain.orgs.viewers import Actor, Thing
from plumbline.domain.tenancy.public_ids import PUBLIC_ID_LENGTH

#: Kinds of things that hang on an objective, and so are seen by whom it is.
CONTENT: Final = frozenset(
    {"objective", "key_result", "check_in", "comment", "dependency", "waiver"}
)

#: That somebody opened what is private to others: told to whoever watches, without what it was.
OPENING_ACTS: Final = frozenset({"objective.open", "objective.opening_end"})


def journal_permit(viewer: Actor, act: Act = Act.VIEW) -> None:
    """Refuse whoever may not read, or not export, the journal.

    Raises:
        NotFound: they may not even read it.
        PermissionRefused: they may read it, but not export it.
    """
    permit(viewer, act, Thing(kind=Kind.JOURNAL))


def entries_seen(viewer: Actor) -> QuerySet[JournalEntry]:
    """Return the entries the viewer may read, in no order.

    Raises:
        NotFound: the viewer may not read the journal.
    """
    journal_permit(viewer)
    named = JournalEntry.objects.all().alias(parent_id=_parent_named())
    entries: QuerySet[JournalEntry] = named.filter(
        _about_what_is_seen(viewer), _names_only_what_is_seen(viewer)
    )
    return entries


def _about_what_is_seen(viewer: Actor) -> Q:
    seen = Objective.objects.filter(visible_to(viewer))
    subject = OuterRef("subject_id")
    key_results = KeyResult.objects.filter(pk=subject, objective__in=seen.values("pk"))
    check_ins = CheckIn.objects.filter(pk=subject, key_result__objective__in=seen.values("pk"))
    comments = Comment.objects.filter(pk=subject, objective__in=seen.values("pk"))
    dependencies = Dependency.objects.filter(dependencies_seen(viewer), pk=subject)
    of_seen = Exists(seen.filter(public_id=OuterRef("objective_public_id")))
    waivers = Waiver.objects.filter(Q(team__isnull=False) | Q(of_seen), pk=subject)
    condition: Q = (
        ~Q(subject_kind__in=CONTENT)
        | Q(act__in=OPENING_ACTS)
        | (Q(subject_kind="objective") & (Q(Exists(seen.filter(pk=subject))) | _thrown_away()))
        | (Q(subject_kind="key_result") & Q(Exists(key_results)))
        | (Q(subject_kind="check_in") & Q(Exists(check_ins)))
        | (Q(subject_kind="comment") & Q(Exists(comments)))
        | (Q(subject_kind="dependency") & Q(Exists(dependencies)))
        | (Q(subject_kind="waiver") & Q(Exists(waivers)))
    )
    return condition


def _thrown_away() -> Q:
    """Drafts that are gone and were open to everybody to the last.

    What hung on them is gone without a trace of who saw it, and stays out.
    """
    last = JournalEntry.objects.filter(
        act="objective.delete",
        subject_kind="objective",
        subject_id=OuterRef("subject_id"),
        changes__visibility__old=Visibility.ORGANIZATION.value,
    )
    gone = ~Q(Exists(Objective.objects.filter(pk=OuterRef("subject_id"))))
    condition: Q = gone & Q(Exists(last))
    return condition


def _parent_named() -> Substr:
    """The public id of the objective that an entry about a link names, on either side."""
    sides = (KeyTextTransform(side, KeyTransform("parent", "changes")) for side in ("new", "old"))
    return Substr(Coalesce(*sides, output_field=CharField()), 1, PUBLIC_ID_LENGTH)


def _names_only_what_is_seen(viewer: Actor) -> Q:
    parents = Objective.objects.filter(visible_to(viewer), public_id=OuterRef("parent_id"))
    condition: Q = ~Q(subject_kind="objective") | ~Q(changes__has_key="parent") | Q(Exists(parents))
    return condition
