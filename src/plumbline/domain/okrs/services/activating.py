"""What an objective lacks to be active."""

from plumbline.domain.custom_fields.models import FieldDefinition, FieldSubject
from plumbline.domain.custom_fields.selectors import fields_lacking
from plumbline.domain.okrs.models import KeyResult, Objective, State
from plumbline.domain.okrs.services.writing_values import key_result_check
from plumbline.domain.tenancy.errors import ValidationRefused
from plumbline.engine.messages import Message


def activation_check(objective: Objective) -> None:
    """Refuse to activate what cannot be judged later.

    Raises:
        ValidationRefused: Something is missing; it says what, and where.
    """
    errors: dict[str, list[Message]] = {}
    if objective.owner_id is None:
        errors["owner"] = [Message("okrs.objective.owner_missing")]
    if not objective.style:
        errors["style"] = [Message("okrs.objective.style_missing")]
    key_results = list(KeyResult.objects.filter(objective=objective).exclude(state=State.STOPPED))
    if not key_results:
        errors["key_results"] = [Message("okrs.objective.key_results_missing")]
    own = objective.custom_values_id
    for field in fields_lacking(FieldSubject.OBJECTIVE, [own]).get(own, ()):
        errors[f"custom.{field.key}"] = [_lacking(field)]
    sets = [key_result.custom_values_id for key_result in key_results]
    lacking = fields_lacking(FieldSubject.KEY_RESULT, sets)
    for key_result in key_results:
        key_result.objective = objective
        problems = _key_result_problems(key_result)
        problems += map(_lacking, lacking.get(key_result.custom_values_id, ()))
        if problems:
            errors[f"key_results.{key_result.public_id}"] = problems
    if errors:
        raise ValidationRefused(errors)


def _lacking(field: FieldDefinition) -> Message:
    return Message("custom_fields.required", {"label": field.label})


def _key_result_problems(key_result: KeyResult) -> list[Message]:
    try:
        key_result_check(key_result, complete=True)
    except ValidationRefused as refused:
        return [message for messages in refused.field_errors.values() for message in messages]
    return []
