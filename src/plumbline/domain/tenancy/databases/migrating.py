"""Migrating in half the time: a new table is rendered alone.

While it migrates, Django keeps every model rendered as of that migration, and renders each anew
with all that are tied to it by any way when one is added. Ours are all tied by their organization,
so that each new table would render every earlier one again. To a model that is only just added
nothing points yet, and what it points to learns of it when it is rendered: it alone is enough.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def new_models_alone() -> Iterator[None]:
    """Lets migrations that run inside render what they add and nothing beside it."""
    django_s_own = ProjectState.add_model

    def add_model(self: ProjectState, model_state: ModelState) -> None:
        rendered = self.__dict__.pop("apps", None)
        django_s_own(self, model_state)
        if rendered is not None:
            self.__dict__["apps"] = rendered
            with rendered.bulk_update():
                rendered.render_multiple([model_state])

    ProjectState.add_model = add_model  # type: ignore[method-assign]  # there is no way to hand one in
    try:
        yield
    finally:
        ProjectState.add_model = django_s_own  # type: ignore[method-assign]  # as above
