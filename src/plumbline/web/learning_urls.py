"""The addresses of lessons, exercises and assignments; `urls` has them in its list."""

from typing import Final

from django.urls import URLPattern, path

from plumbline.web.learning import assignments, exercise, lessons

LEARNING: Final[tuple[URLPattern, ...]] = (
    path("o/<slug:slug>/learn", lessons.learn, name="learn"),
    path("o/<slug:slug>/learn/questions", lessons.often_asked, name="questions"),
    path("o/<slug:slug>/learn/assignments", assignments.listed, name="assignments"),
    path("o/<slug:slug>/learn/assignments/new", assignments.give, name="assignment-new"),
    path("o/<slug:slug>/learn/assignments/<str:assignment>", assignments.detail, name="assignment"),
    path(
        "o/<slug:slug>/learn/assignments/<str:assignment>/take-back",
        assignments.take_back,
        name="assignment-take-back",
    ),
    path("o/<slug:slug>/learn/exercises/<slug:exercise>", exercise.answer, name="exercise"),
    path(
        "o/<slug:slug>/learn/exercises/<slug:exercise>/reading",
        exercise.reading,
        name="exercise-reading",
    ),
    path("o/<slug:slug>/learn/<slug:lesson>", lessons.detail, name="lesson"),
)
