"""Runs of jobs."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

ATTEMPTS_AT_MOST = 3


class JobRun(models.Model):
    """That a job was, or is being, run for one slot of time.

    A global table: workers look for what is due across all organizations.

    Attributes:
        name: Which job.
        scope: For whom: the public id of an organization, or empty.
        slot: For when, such as `2026-11-15`; each slot is run once.
        attempts: How often a run has begun; the number that a claim compares and raises.
        claimed_until: Until then the worker that began has it for itself.
        attempts_allowed: How many attempts there are before it is left to a person.
        began_at: When the latest attempt began.
        failed_at: When that attempt failed; empty while one runs or waits.
        asked_at: When a person asked for another attempt; empty once it began.
        done_at: When it came to its end; it is never run again.
    """

    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=12, blank=True)
    slot = models.CharField(max_length=40)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_allowed = models.PositiveSmallIntegerField(default=ATTEMPTS_AT_MOST)
    claimed_until = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        """Facts that the database itself keeps."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "scope", "slot"], name="jobs_run_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["done_at"], name="jobs_run_done"),
            models.Index(fields=["scope", "-id"], name="jobs_run_latest"),
            models.Index(
                fields=["asked_at"], name="jobs_run_asked", condition=Q(asked_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.scope} {self.slot}"
