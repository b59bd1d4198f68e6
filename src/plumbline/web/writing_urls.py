"""The addresses of the guided way and of what the rules say; `urls` has them in its list."""

from typing import Final

from django.urls import URLPattern, path

from plumbline.web.okrs import writer, writer_guardrail
from plumbline.web.writing import checking

WRITING: Final[tuple[URLPattern, ...]] = (
    path("o/<slug:slug>/plan/wording", checking.wording, name="wording"),
    path(
        "o/<slug:slug>/objectives/<str:objective>/writer/results",
        writer.results,
        name="writer-results",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/writer/measures",
        writer.measures,
        name="writer-measures",
    ),
    path(
        "o/<slug:slug>/objectives/<str:objective>/writer/guardrail",
        writer_guardrail.guardrail,
        name="writer-guardrail",
    ),
)
