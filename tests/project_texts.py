"""Every text of the project, read once a process: several tests ask for all of them."""

from functools import cache

from scripts.catalogues import Text, texts_of_project


@cache
def project_texts() -> tuple[Text, ...]:
    """Return what people may see, with repetitions."""
    return tuple(texts_of_project())
