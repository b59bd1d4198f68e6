"""Migrating in a third of the time: what a migration adds or changes is rendered alone.

While it migrates, Django keeps every model rendered as of that migration, and renders each anew
with all that are tied to it by any way when one is added, gets a field, an index or a constraint.
Ours are all tied by their organization, so that each step would render every table again. To a
model that is only just added nothing points yet, and what it points to learns of it when it is
rendered: it alone is enough. A changed model is all that the change of its table asks for. Models
that still point to its former self are what Django calls delayed: before a migration reads or
writes rows, it renders all of them together. A column that others point to, and what is taken
away or renamed with others pointing there, goes Django's own way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Field


@contextmanager
def changed_models_alone() -> Iterator[None]:
    """Lets migrations that run inside render what they add or change and nothing beside it."""
    django_s_own = {name: getattr(ProjectState, name) for name in _ALONE}
    for name, alone in _ALONE.items():
        setattr(ProjectState, name, alone)
    try:
        yield
    finally:
        for name, former in django_s_own.items():
            setattr(ProjectState, name, former)


_add_model = ProjectState.add_model
_add_field = ProjectState.add_field
_reload_model = ProjectState.reload_model


def _model_added(self: ProjectState, model_state: ModelState) -> None:
    rendered = self.__dict__.pop("apps", None)
    _add_model(self, model_state)
    if rendered is not None:
        self.__dict__["apps"] = rendered
        with rendered.bulk_update():
            rendered.render_multiple([model_state])


def _field_added(
    self: ProjectState,
    app_label: str,
    model_name: str,
    name: str,
    field: "Field[Any, Any]",
    preserve_default: bool,
) -> None:
    """Adds a field; nothing can point to it yet, though it may point to others itself."""
    rendered = self.__dict__.pop("apps", None)
    _add_field(self, app_label, model_name, name, field, preserve_default)
    if rendered is not None:
        self.__dict__["apps"] = rendered
        self.reload_model(app_label, model_name, delay=True)


def _model_reloaded(
    self: ProjectState, app_label: str, model_name: str, delay: bool = False
) -> None:
    """Renders a model again, alone where Django itself would leave those further away for later."""
    if not delay or _is_inherited(self, app_label, model_name):
        _reload_model(self, app_label, model_name, delay)
        return
    if "apps" in self.__dict__:
        self.is_delayed = True
        self._reload({(app_label, model_name)})  # type: ignore[attr-defined]  # the stubs lack it


def _is_inherited(state: ProjectState, app_label: str, model_name: str) -> bool:
    name = f"{app_label}.{model_name}".lower()
    return any(name in model.bases for model in state.models.values())


_ALONE = {"add_model": _model_added, "add_field": _field_added, "reload_model": _model_reloaded}
