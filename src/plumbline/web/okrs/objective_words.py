"""What the page of an objective says of it, in words."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.domain.okrs.selectors.details import ObjectiveDetails
from plumbline.domain.okrs.selectors.facts import KeyResultFacts, TreeNode
from plumbline.engine.documents.model import State, Visibility
from plumbline.engine.scoring.progress import GuardrailState
from plumbline.web.okrs.chances import breached_words
from plumbline.web.okrs.grades import grade_remark_words, graded_words
from plumbline.web.okrs.nodes import PLANNED, key_results_words
from plumbline.web.okrs.written import (
    number_alone,
    percent,
    reason_label,
    state_of,
    visibility_of,
)


def place_words(node: TreeNode) -> str:
    """Write whose it is: its rank in its team, and its cycle."""
    team = node.team.name if node.team else _("Personal")
    if node.rank is None or node.team is None:
        return f"{team} · {node.cycle.name}"
    return _("Rank %(rank)d in %(team)s · %(cycle)s") % {
        "rank": node.rank,
        "team": team,
        "cycle": node.cycle.name,
    }


def seen_by_words(node: TreeNode, organization: str) -> str:
    """Write who sees it."""
    visibility = visibility_of(node.visibility)
    if visibility is Visibility.ORGANIZATION:
        return _("Everyone at %(organization)s sees it") % {"organization": organization}
    if visibility is Visibility.TEAM and node.team:
        return _(
            "Seen by %(team)s, the teams below it, their leads, and owners of its key results"
        ) % {"team": node.team.name}
    return _("Seen by its owner, their manager, and owners of its key results only")


def sentence_of(details: ObjectiveDetails, *, breached_said: bool) -> str:
    """Write how much is measured; `breached_said` where the line above tells of guardrails."""
    node = details.facts
    counted = [facts for facts in node.key_results if not facts.is_guardrail]
    running = [facts for facts in counted if state_of(facts.state) is not State.STOPPED]
    graded = graded_words(details)
    data = _data_words(running, len(counted))
    breached = () if breached_said else breached_words(node)
    return " ".join(filter(None, [graded, data, *_guardrail_sentences(node), *breached]))


def _data_words(running: Sequence[KeyResultFacts], count: int) -> str:
    """Write how much of an objective is measured; what was stopped counts no more."""
    if not count:
        return _("No key results yet.")
    if not running:
        return ngettext("Its key result was stopped.", "Its key results were stopped.", count)
    key_results = key_results_words(len(running))
    measured = sum(facts.has_data for facts in running)
    if not measured:
        return _("%(key_results)s, none with data yet.") % {"key_results": key_results}
    if measured == len(running):
        return _("%(key_results)s with data.") % {"key_results": key_results}
    return _("%(key_results)s, %(measured)d of them with data.") % {
        "key_results": key_results,
        "measured": measured,
    }


def _guardrail_sentences(node: TreeNode) -> Iterator[str]:
    holding = sum(facts.guardrail is GuardrailState.HOLDS for facts in node.key_results)
    if holding:
        words = ngettext("%(count)d guardrail holds.", "%(count)d guardrails hold.", holding)
        yield words % {"count": holding}


def bar_words(node: TreeNode) -> str:
    """Write what stands behind its bar."""
    if node.progress is None:
        return _("Not scored.")
    if not node.has_data and state_of(node.state) in PLANNED:
        return ""  # nothing runs yet: a pace would tell of nothing
    pace = percent(node.pace) if node.pace is not None else "–"
    if not node.has_data:  # the bar says so itself
        return _("pace is %(pace)s") % {"pace": pace}
    return _("of the way, pace is %(pace)s") % {"pace": pace}


def contributions_words(details: ObjectiveDetails) -> str:
    """Write how many objectives below count in it."""
    counted = [link for link in details.children if link.weight is not None]
    if not counted:
        return _("None counted: progress comes from its own key results alone.")
    return ngettext(
        "%(count)d objective below counts in its progress.",
        "%(count)d objectives below count in its progress.",
        len(counted),
    ) % {"count": len(counted)}


def facts_told(details: ObjectiveDetails) -> tuple[tuple[str, str], ...]:
    """Return what else there is to say, each with its head; what says nothing is left out."""
    answers = {"yes": _("yes"), "partly": _("partly"), "no": _("no")}
    pairs = (
        (_("Contributors"), ", ".join(name.name for name in details.contributors)),
        (reason_label(state_of(details.facts.state)), details.state_reason),
        (_("Is the better state true?"), answers.get(str(details.better_state), "")),
        (
            _("Final score"),
            "" if details.final_score is None else number_alone(details.final_score),
        ),
        (
            _("Beside the score"),
            " ".join(grade_remark_words(details, str(details.better_state), details.final_score)),
        ),
        (_("Why it differs from the progress"), details.grade_reason),
        (_("Note"), details.grade_note),
        (_("Learned"), details.learned),
        (_("What shows it"), details.learned_evidence),
    )
    return tuple((what, how) for what, how in pairs if how)
