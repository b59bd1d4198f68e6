"""The Django app of the jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Registers the jobs."""

    name = "plumbline.domain.jobs"
    label = "jobs"
