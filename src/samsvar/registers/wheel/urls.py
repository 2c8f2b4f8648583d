"""Addresses of the annual wheel. The year's own page is first; a key is the last that an address is taken for."""

from django.urls import path

from samsvar.registers.wheel.views import activities, calendars, meetings, occurrences, year

app_name = "wheel"

urlpatterns = [
    path("", year.year, name="year"),
    path("ta-inn/", year.adopt, name="adopt"),
    path("foretak/", year.side_by_side, name="side_by_side"),
    path("aktiviteter/", activities.activities, name="activities"),
    path("aktiviteter/ny/", activities.new, name="activity_new"),
    path("aktiviteter/<slug:key>/", activities.activity, name="activity"),
    path("aktiviteter/<slug:key>/rediger/", activities.edit, name="activity_edit"),
    path("aktiviteter/<slug:key>/datoer/", activities.choice, name="choice"),
    path("moteplan/", meetings.meetings, name="meetings"),
    path("moteplan/organ/<slug:key>/dager/", meetings.days, name="meeting_days"),
    path("moteplan/organ/<slug:key>/ny/", meetings.new, name="meeting_new"),
    path("moteplan/<slug:key>/", meetings.edit, name="meeting_edit"),
    path("kalender/", calendars.calendars, name="calendars"),
    path("kalender/<slug:key>/avslutt/", calendars.end, name="calendar_end"),
    path("kalender/<str:secret>.ics", calendars.feed, name="feed"),
    path("<slug:key>/", occurrences.occurrence, name="occurrence"),
    path("<slug:key>/begynn/", occurrences.step, {"word": "begynn"}, name="begin"),
    path("<slug:key>/apne/", occurrences.step, {"word": "apne"}, name="reopen"),
    path("<slug:key>/<slug:word>/", occurrences.act, name="act"),
]
