"""Saving a template from an objective, changing it, putting it away and beginning from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from plumbline.domain.custom_fields.selectors import FieldSubject, custom_values
from plumbline.domain.journal.recording import Author, Change, Subject
from plumbline.domain.journal.services import journal_record
from plumbline.domain.okrs.models import KeyResult, Objective, State, Style, Visibility
from plumbline.domain.okrs.permissions import objective_permit
from plumbline.domain.okrs.selectors.rows import objective_locked
from plumbline.domain.okrs.services.starting import objective_begin
from plumbline.domain.okrs.starters import Function
from plumbline.domain.okrs.values import ObjectiveValues
from plumbline.domain.orgs.rights import Act
from plumbline.domain.orgs.services.acting import acting, row_check, row_insert
from plumbline.domain.orgs.viewers import Viewer
from plumbline.domain.templates.models import TITLE_CHARACTERS, Template, TemplateKeyResult
from plumbline.domain.templates.permissions import template_permit
from plumbline.domain.templates.selectors import (
    custom_of_template,
    key_result_values_of,
)
from plumbline.domain.tenancy.context import organization_bound
from plumbline.domain.tenancy.errors import NotFound, Refused, ValidationRefused
from plumbline.domain.tenancy.services import organization_hold
from plumbline.domain.tenancy.versions import version_check, version_save
from plumbline.engine.coaching.figures import Figures, title_blanked
from plumbline.engine.documents.model import MetricKind
from plumbline.engine.messages import Message
from plumbline.engine.scoring.decimals import decimal_canonical

MOST: Final = 200
"""In use, of one organization: more than anybody looks through."""

#: What the journal tells of a template, besides the titles of its key results.
FIELDS: Final = ("name", "function", "title", "why", "style", "with_figures", "is_archived")

#: What a key result says that is no figure and no day.
_WORDS: Final = (
    "title", "weight", "is_guardrail", "cadence", "indicator", "dimension", "theme",
    "evidence_counts", "metric_kind", "unit", "decimals", "accumulates", "stages", "measurement",
)  # fmt: skip
_FIGURES: Final = (
    "baseline", "target", "relative_target", "low", "high", "expected_low", "expected_high",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateValues:
    """What a template says of its objective.

    Attributes:
        name: Under which it is listed.
        key_results: Titles by place, from 1; a place that is left out goes.
    """

    name: str
    function: Function | None = None
    title: str
    why: str = ""
    style: Style | None = None
    key_results: Mapping[int, str]


def template_values(template: Template) -> TemplateValues:
    """Return what a template says now, to be changed with `dataclasses.replace`."""
    return TemplateValues(
        name=template.name,
        function=Function(template.function) if template.function else None,
        title=template.title,
        why=template.why,
        style=Style(template.style) if template.style else None,
        key_results={each.rank: each.title for each in template.key_results.all()},
    )


def template_save(
    *,
    actor: Viewer,
    objective: Objective,
    name: str,
    function: Function | None = None,
    with_figures: bool = False,
    at: datetime,
) -> Template:
    """Save an objective with its key results as a template for everybody.

    Stopped key results do not come along, owners, days and values neither.

    Args:
        actor: Who leads its team or runs the house.
        objective: One that everybody sees.
        name: Under which it is listed.
        function: What kind of work it is for.
        with_figures: Whether baselines, targets and limits come along.
        at: Now.

    Raises:
        PermissionRefused: The actor may not save templates of its team.
        Refused: Not everybody sees it, or there are `MOST` in use.
        ValidationRefused: No name, or one that is taken.
    """
    with acting(actor):
        objective = objective_locked(objective.pk)
        author = _permit_from(actor, objective)
        organization_hold(organization_bound())
        if Template.objects.filter(is_archived=False).count() >= MOST:
            raise Refused("templates.too_many", most=MOST)
        template = Template(
            team=objective.team, name=name.strip(), function=function or "", saved_at=at
        )
        _take(template, objective, with_figures)
        _check(template)
        row_insert(template, taken=_taken())
        _parts_take(template, objective)
        _journal(author, template, {}, act="create", at=at)
        return template


def template_renew(
    *,
    actor: Viewer,
    template: Template,
    objective: Objective,
    with_figures: bool,
    expected: int,
    at: datetime,
) -> Template:
    """Let a template say what an objective says, in place of what it said; its name stays.

    Raises:
        PermissionRefused: The actor may not change it, or not save templates of that team.
        Refused: Not everybody sees the objective, or the template is put away.
        StaleVersion: Somebody changed it meanwhile.
    """
    with acting(actor):
        objective = objective_locked(objective.pk)
        _permit_from(actor, objective)
        template, author = _locked(actor, template, expected)
        if template.is_archived:
            raise Refused("templates.put_away")
        before = _said(template)
        _take(template, objective, with_figures)
        template.saved_at = at
        _save(template, expected)
        TemplateKeyResult.objects.filter(template=template).delete()
        _parts_take(template, objective)
        _journal(author, template, before, act="update", at=at)
        return template


def template_edit(
    *, actor: Viewer, template: Template, values: TemplateValues, expected: int, at: datetime
) -> Template:
    """Change the name of a template and its words, and leave key results out.

    Raises:
        PermissionRefused: The actor may not change it.
        ValidationRefused: No name, one that is taken, or no words.
        StaleVersion: Somebody changed it meanwhile.
    """
    with acting(actor):
        template, author = _locked(actor, template, expected)
        before = _said(template)
        template.name, template.function = values.name.strip(), values.function or ""
        template.title, template.why = values.title.strip(), values.why.strip()
        template.style = values.style or ""
        _check(template)
        _parts_word(template, values.key_results)
        _save(template, expected)
        _journal(author, template, before, act="update", at=at)
        return template


def template_archive(*, actor: Viewer, template: Template, expected: int, at: datetime) -> Template:
    """Put a template away: it is offered no more, and can be used again."""
    return _put(actor, template, expected, at, is_archived=True)


def template_restore(*, actor: Viewer, template: Template, expected: int, at: datetime) -> Template:
    """Use a template again.

    Raises:
        Refused: Its name is taken by now, or there are `MOST` in use.
    """
    return _put(actor, template, expected, at, is_archived=False)


def _put(
    actor: Viewer, template: Template, expected: int, at: datetime, *, is_archived: bool
) -> Template:
    with acting(actor):
        template, author = _locked(actor, template, expected)
        if template.is_archived is is_archived:
            return template
        used = Template.objects.filter(is_archived=False)
        if not is_archived and used.filter(name=template.name).exists():
            raise Refused("templates.name_taken")
        if not is_archived:
            organization_hold(organization_bound())
        if not is_archived and used.count() >= MOST:
            raise Refused("templates.too_many", most=MOST)
        before, template.is_archived = _said(template), is_archived
        _save(template, expected)
        act = "archive" if is_archived else "restore"
        _journal(author, template, before, act=act, at=at)
        return template


def template_start(
    *, actor: Viewer, template: Template, place: ObjectiveValues, at: datetime
) -> Objective:
    """Write an objective and its key results as a template says, all or nothing.

    Args:
        actor: Who begins it; where they may not decide it is proposed.
        template: With its key results.
        place: Cycle, team or nobody's, and owner; the rest comes from the template.
        at: Now.

    Raises:
        Refused: The template is put away.
        DomainError: As `objective_begin` refuses it.
    """
    if template.is_archived:
        raise Refused("templates.put_away")
    own = custom_of_template(viewer=actor, subject=FieldSubject.OBJECTIVE, kept=template.custom)
    values = replace(
        place,
        title=template.title,
        why=template.why,
        style=Style(template.style) if template.style else None,
        custom=own or None,
    )
    key_results = []
    for row in template.key_results.all():
        kept = custom_of_template(viewer=actor, subject=FieldSubject.KEY_RESULT, kept=row.custom)
        key_results.append(replace(key_result_values_of(row), custom=kept or None))
    return objective_begin(actor=actor, values=values, key_results=key_results, at=at)


def _permit_from(actor: Viewer, objective: Objective) -> Author:
    objective_permit(actor, Act.VIEW, objective)
    author = template_permit(actor, objective.team)
    if objective.visibility != Visibility.ORGANIZATION or objective.is_personal:
        raise Refused("templates.not_open")
    return author


def _locked(actor: Viewer, template: Template, expected: int) -> tuple[Template, Author]:
    rows = Template.objects.select_for_update(of=("self",)).select_related("team")
    row: Template | None = rows.filter(pk=template.pk).first()
    if row is None:
        raise NotFound("templates.not_found")
    author = template_permit(actor, row.team)
    version_check(row, expected=expected)
    return row, author


def _take(template: Template, objective: Objective, with_figures: bool) -> None:
    own = [] if with_figures else [_figures(row) for row in _brought(objective)]
    template.title, template.why = _worded(objective.title, own, is_own=False), objective.why
    template.style = objective.style
    template.custom = _custom(objective)
    template.with_figures = with_figures


def _parts_take(template: Template, objective: Objective) -> None:
    names = (*_WORDS, *_FIGURES) if template.with_figures else _WORDS
    for rank, row in enumerate(_brought(objective), start=1):
        part = TemplateKeyResult(template=template, rank=rank, custom=_custom(row))
        for field in TemplateKeyResult._meta.concrete_fields:
            if field.name in names:
                setattr(part, field.name, getattr(row, field.name))
        if not template.with_figures:
            is_read = row.metric_kind != MetricKind.MILESTONE
            part.title = _worded(row.title, [_figures(row)], is_own=is_read)
        part.save(force_insert=True)


def _brought(objective: Objective) -> QuerySet[KeyResult]:
    """Return the key results that come along, in their order."""
    rows = KeyResult.objects.filter(objective=objective).exclude(state=State.STOPPED)
    return rows.order_by("is_guardrail", "rank", "pk")


def _figures(row: KeyResult) -> Figures:
    return Figures(row.baseline, row.target, row.low, row.high, row.unit)


def _worded(title: str, own: Sequence[Figures], *, is_own: bool) -> str:
    """Return a title with gaps for its figures; one that would grow too long by that keeps them."""
    blanked = title_blanked(title, own, is_own=is_own) if own else title
    return blanked if len(blanked) <= TITLE_CHARACTERS else title


def _custom(row: Objective | KeyResult) -> dict[str, Any]:
    own = row.custom_values_id
    found = custom_values([own]).get(own, {}) if own else {}
    return {
        key: decimal_canonical(value) if isinstance(value, Decimal) else _yes_no(value)
        for key, value in found.items()
        if value is not None
    }


def _yes_no(value: object) -> object:
    return value if not isinstance(value, bool) else "yes" if value else "no"


def _parts_word(template: Template, titles: Mapping[int, str]) -> None:
    for row in TemplateKeyResult.objects.filter(template=template):
        if row.rank not in titles:
            row.delete()
            continue
        title = titles[row.rank].strip()
        if not title:
            raise ValidationRefused(
                {f"key_result.{row.rank}": [Message("templates.key_result_title")]}
            )
        if title != row.title:
            row.title = title
            row_check(row)
            row.save(update_fields=["title"])


def _check(template: Template) -> None:
    missing = {
        name: [Message(f"templates.{name}")]
        for name in ("name", "title")
        if not getattr(template, name)
    }
    if missing:
        raise ValidationRefused(missing)
    row_check(template)
    others = Template.objects.filter(is_archived=False, name=template.name)
    if not template.is_archived and others.exclude(pk=template.pk).exists():
        raise _taken()


def _taken() -> ValidationRefused:
    return ValidationRefused({"name": [Message("templates.name_taken")]})


def _save(template: Template, expected: int) -> None:
    fields = ("name", "function", "title", "why", "style", "custom", "with_figures")
    try:
        with transaction.atomic():
            version_save(
                template, expected=expected, update_fields=(*fields, "is_archived", "saved_at")
            )
    except IntegrityError as error:
        raise _taken() from error


def _said(template: Template) -> dict[str, Any]:
    said = {name: getattr(template, name) for name in FIELDS}
    parts = TemplateKeyResult.objects.filter(template=template).order_by("rank")
    return said | {"key_results": list(parts.values_list("title", flat=True))}


def _journal(
    author: Author, template: Template, before: Mapping[str, Any], *, act: str, at: datetime
) -> None:
    after = _said(template)
    journal_record(
        author=author,
        act=f"template.{act}",
        subject=Subject("template", template.pk, template.public_id),
        at=at,
        changes={
            name: Change(before.get(name), value)
            for name, value in after.items()
            if before.get(name) != value and (before or value)
        },
    )
