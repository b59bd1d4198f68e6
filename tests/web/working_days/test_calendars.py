"""Pages of working days, holidays and locations."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plumbline.domain.journal.models import JournalEntry
from plumbline.domain.orgs.models import Person, Team
from plumbline.domain.orgs.services.working_days import (
    location_add,
    location_put_back,
    location_remove,
    person_place,
    team_place,
)
from plumbline.domain.tenancy.errors import NotFound
from plumbline.domain.tenancy.models import Organization
from plumbline.domain.working_days.models import Holiday, HolidayUpload, Location
from tests.web.conftest import BrowserOf
from tests.world import AT, World

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.single_page]

PAGE = "/o/freight/settings/working-days"
ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261225
DTEND;VALUE=DATE:20261227
SUMMARY:Christmas\\, both days
END:VEVENT
BEGIN:VEVENT
DTSTART:20261231T120000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_is_looked_at_added_and_undone(world: World, browser_of: BrowserOf) -> None:
    ada = browser_of(world, "ada")
    empty = ada.get(PAGE).text
    assert "No holidays in 2026 yet." in empty
    assert "Not in use yet" in empty
    file = SimpleUploadedFile("holidays.ics", ICS.encode())
    preview = ada.post(f"{PAGE}/upload", {"file": file}).text
    assert "2 holidays to add" in preview
    assert "Line 7" in preview
    assert "This event is not made of whole days." in preview
    with world.reading():
        assert not Holiday.objects.exists()
    added = ada.post(f"{PAGE}/upload", {"text": ICS, "confirmed": "on"})
    assert added["Location"] == f"{PAGE}?year=2026"
    shown = ada.get(added["Location"]).text
    assert "Christmas, both days" in shown
    assert "Sat, 26 Dec 2026" in shown
    assert "Christmas" not in ada.get(f"{PAGE}?year=2027").text
    again = ada.post(f"{PAGE}/upload", {"text": ICS, "confirmed": "on"})
    assert again.status_code == 422
    assert "All of these days are holidays already." in again.text
    undo = shown.split(f'action="{PAGE}/uploads/')[1].split('"')[0]
    assert ada.post(f"{PAGE}/uploads/{undo}").status_code == 302
    assert "Christmas" not in ada.get(PAGE).text


def test_what_is_refused_is_said_at_its_field(world: World, browser_of: BrowserOf) -> None:
    ada = browser_of(world, "ada")
    holiday = {"day": "2026-05-01", "name": "Labour Day"}
    assert ada.post(f"{PAGE}/holidays", holiday).status_code == 302
    with world.reading():
        key = Holiday.objects.get().public_id
    ada.post(f"{PAGE}/holidays/{key}/remove")
    back = unescape(ada.get(f"{PAGE}?year=2026").text.split(f'action="{PAGE}/holidays?')[1])
    assert ada.post(f"{PAGE}/holidays?{back.split(chr(34))[0]}").status_code == 302
    twice = ada.post(f"{PAGE}/holidays", {**holiday, "name": "May Day"})
    assert twice.status_code == 422
    assert "2026-05-01 is a holiday already: Labour Day." in twice.text
    assert 'value="May Day"' in twice.text
    none = ada.post(PAGE, {"version": "9"})
    assert none.status_code == 422
    assert "Choose at least one day of the week." in none.text
    assert ada.get(f"{PAGE}?year=x").status_code == 400
    nothing = ada.post(f"{PAGE}/upload", {"text": "25/12/2026, Christmas"})
    assert nothing.status_code == 422
    assert "“25/12/2026” is no day; write it like 2026-12-25." in nothing.text


def test_a_location_has_its_own_week_and_people_and_goes_with_its_holidays(
    world: World, browser_of: BrowserOf
) -> None:
    ada, vic = browser_of(world, "ada"), browser_of(world, "vic")
    place = ada.post(f"{PAGE}/locations", {"name": "Porto"})["Location"]
    key = place.rsplit("/", 1)[1]
    week = {"name": "Porto", "weekdays": ["0", "6"], "version": "1"}
    assert ada.post(place, week).status_code == 302
    stale = ada.post(place, week)
    assert stale.status_code == 409
    ada.post(f"{PAGE}/holidays", {"day": "2026-06-24", "name": "São João", "location": key})
    for named in ("Claims", "mia"):
        assert ada.post(f"{place}/place", {"named": named}).status_code == 302
    assert ada.post(f"{place}/place", {"named": "nobody"}).status_code == 422
    with world.reading():
        assert Team.objects.get(name="Claims").location.name == "Porto"
        mia = Person.objects.get(pk=world.person("mia").pk)
        assert mia.location.name == "Porto"
    shown = vic.get(place).text
    assert "Monday, Sunday" in shown
    assert "São João" in shown
    assert "Claims" in shown
    assert "Take away" not in shown
    assert vic.post(f"{place}/remove").status_code == 403
    assert ada.post(f"{place}/take-away", {"person": mia.public_id}).status_code == 302
    assert ada.post(f"{place}/remove").status_code == 302
    with world.reading():
        assert not Location.objects.exists()
        assert not Holiday.objects.exists()
        assert Team.objects.get(name="Claims").location is None
    ada.post(f"{PAGE}/locations", {"name": "Vigo"})
    with world.reading():
        vigo = Location.objects.get().public_id
    assert ada.post(f"{PAGE}/locations/{vigo}/remove").status_code == 302
    undo = f"{PAGE}/location-back?location={key}"
    assert vic.post(undo).status_code == 403
    assert f'action="{undo}"' in ada.get(PAGE).text
    answer = ada.post(undo, follow=True)
    assert "Porto is there again." in answer.text, "the one whose undo it is"
    with world.reading():
        back = Location.objects.get()
        assert (back.public_id, back.weekdays) == (key, "17")
        assert Holiday.objects.get().name == "São João"
        assert Team.objects.get(name="Claims").location == back
        placed = JournalEntry.objects.filter(act="team.place").latest("pk")
        assert placed.changes["location"] == {"old": None, "new": "Porto"}
        assert (
            JournalEntry.objects.filter(act="team.place").count() == 2
        )  # and when it was put there
        assert Person.objects.get(pk=mia.pk).location is None
    assert ada.post(undo).status_code == 404


def test_a_team_and_a_person_are_placed_in_their_own_forms(
    world: World, browser_of: BrowserOf
) -> None:
    ada, dee, mia = browser_of(world, "ada"), world.people["dee"], world.people["mia"]
    person = f"/o/freight/people/{dee.public_id}/edit"
    assert "Whose working days" not in ada.get(person).text
    ada.post(f"{PAGE}/locations", {"name": "Porto"})
    with world.reading():
        porto = Location.objects.get(name="Porto")
    said = {"name": "Dee", "email": dee.email, "version": str(dee.version)}
    assert ada.post(person, {**said, "location": "nowhere"}).status_code == 422
    assert ada.post(person, {**said, "location": porto.public_id}).status_code == 302
    team = world.teams["claims"]
    manage = f"/o/freight/teams/{team.public_id}/manage"
    words = {"name": team.name, "key": team.key, "cadence": "weekly", "version": str(team.version)}
    assert ada.post(manage, {**words, "location": porto.public_id}).status_code == 302
    assert f'value="{porto.public_id}" selected' in ada.get(manage).text
    own = browser_of(world, "mia").get(f"/o/freight/people/{mia.public_id}/edit")
    assert "Whose working days" not in own.text
    with world.reading():
        assert Person.objects.get(pk=dee.pk).location == porto
        assert Team.objects.get(pk=team.pk).location == porto


def test_a_form_that_was_opened_before_somebody_was_placed_does_not_take_it_back(
    world: World, browser_of: BrowserOf
) -> None:
    ada, dee, team = browser_of(world, "ada"), world.people["dee"], world.teams["claims"]
    with world.reading():
        porto = location_add(actor=world.viewer("ada"), name="Porto", at=AT)
        person_place(actor=world.viewer("ada"), person=dee, location=porto, at=AT)
        team_place(actor=world.viewer("ada"), team=team, location=porto, at=AT)
    said = {"name": "Dee D", "email": dee.email, "version": str(dee.version), "location": ""}
    words = {"name": "Claim", "key": team.key, "cadence": "weekly", "version": str(team.version)}
    assert ada.post(f"/o/freight/people/{dee.public_id}/edit", said).status_code == 409
    manage = f"/o/freight/teams/{team.public_id}/manage"
    assert ada.post(manage, {**words, "location": ""}).status_code == 409
    with world.reading():
        assert Person.objects.get(pk=dee.pk).location == porto
        assert Team.objects.get(pk=team.pk).location == porto


def test_of_two_presses_that_remove_a_location_one_keeps_what_the_undo_needs(world: World) -> None:
    ada = world.viewer("ada")
    with world.reading():
        made = location_add(actor=ada, name="Porto", at=AT)
        first, second = (Location.objects.get(pk=made.pk) for _ in range(2))
        kept = location_remove(actor=ada, location=first, at=AT)
        with pytest.raises(NotFound):
            location_remove(actor=ada, location=second, at=AT)
        assert location_put_back(actor=ada, kept=kept, at=AT).name == "Porto"
        with pytest.raises(NotFound):
            location_put_back(actor=ada, kept=kept, at=AT)


def test_of_two_who_save_the_working_week_the_later_sees_what_stands(
    world: World, browser_of: BrowserOf
) -> None:
    ada = browser_of(world, "ada")
    opened = ada.get(PAGE).text.split('name="version" value="')[1].split('"')[0]
    first = {"weekdays": ["0", "1", "2", "3"], "version": opened}
    assert ada.post(PAGE, first).status_code == 302
    late = ada.post(PAGE, {"weekdays": ["0", "6"], "version": opened})
    assert late.status_code == 409
    assert "Now it says: Monday, Tuesday, Wednesday, Thursday" in late.text
    with world.reading():
        assert Organization.objects.get(pk=world.organization.pk).working_weekdays == "1234"
    fresh = late.text.split('name="version" value="')[1].split('"')[0]
    assert ada.post(PAGE, {"weekdays": ["0", "6"], "version": fresh}).status_code == 302
    with world.reading():
        assert Organization.objects.get(pk=world.organization.pk).working_weekdays == "17"


def test_a_holiday_put_back_goes_again_with_the_upload_that_brought_it(
    world: World, browser_of: BrowserOf
) -> None:
    ada = browser_of(world, "ada")
    ada.post(f"{PAGE}/upload", {"text": ICS, "confirmed": "on"})
    with world.reading():
        key = Holiday.objects.earliest("day").public_id
        upload = HolidayUpload.objects.get().public_id
    shown = ada.post(f"{PAGE}/holidays/{key}/remove", follow=True).text
    back = unescape(shown.split(f'action="{PAGE}/holidays?')[1].split('"')[0])
    assert ada.post(f"{PAGE}/holidays?{back}").status_code == 302
    with world.reading():
        assert Holiday.objects.count() == 2
    assert ada.post(f"{PAGE}/uploads/{upload}/undo").status_code == 302
    with world.reading():
        assert not Holiday.objects.exists()
