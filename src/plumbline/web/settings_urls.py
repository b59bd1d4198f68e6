"""The addresses of custom fields, working days and holidays; `urls` has them in its list."""

from typing import Final

from django.urls import URLPattern, path

from plumbline.web.custom_fields import fields
from plumbline.web.working_days import calendars, uploading

SETTINGS: Final[tuple[URLPattern, ...]] = (
    path("o/<slug:slug>/settings/fields", fields.fields, name="fields"),
    path("o/<slug:slug>/settings/fields/<str:field>", fields.edit, name="field"),
    path("o/<slug:slug>/settings/fields/<str:field>/move", fields.move, name="field-move"),
    path("o/<slug:slug>/settings/fields/<str:field>/archive", fields.archive, name="field-archive"),
    path("o/<slug:slug>/settings/fields/<str:field>/restore", fields.restore, name="field-restore"),
    path("o/<slug:slug>/settings/working-days", calendars.organization, name="working-days"),
    path("o/<slug:slug>/settings/working-days/holidays", calendars.holiday_add, name="holiday-add"),
    path(
        "o/<slug:slug>/settings/working-days/holidays/<str:holiday>/remove",
        calendars.holiday_remove,
        name="holiday-remove",
    ),
    path("o/<slug:slug>/settings/working-days/upload", uploading.upload, name="holidays-upload"),
    path(
        "o/<slug:slug>/settings/working-days/uploads/<str:upload>/undo",
        calendars.undo,
        name="holidays-undo",
    ),
    path(
        "o/<slug:slug>/settings/working-days/locations", calendars.location_add, name="location-add"
    ),
    path(
        "o/<slug:slug>/settings/working-days/location-back",
        calendars.location_back,
        name="location-back",
    ),
    path(
        "o/<slug:slug>/settings/working-days/locations/<str:location>",
        calendars.location,
        name="location",
    ),
    path(
        "o/<slug:slug>/settings/working-days/locations/<str:location>/remove",
        calendars.location_remove,
        name="location-remove",
    ),
    path(
        "o/<slug:slug>/settings/working-days/locations/<str:location>/place",
        calendars.place,
        name="location-place",
    ),
    path(
        "o/<slug:slug>/settings/working-days/locations/<str:location>/take-away",
        calendars.take_away,
        name="location-take-away",
    ),
)
