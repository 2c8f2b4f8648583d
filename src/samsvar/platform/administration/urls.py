"""Setup: units, people and roles, what the enterprise says of itself, tokens and the trail."""

from django.urls import path

from samsvar.platform.administration.views import enterprise, people, tokens, trail, units

app_name = "administration"
urlpatterns = [
    path("enheter/", units.units, name="units"),
    path("enheter/<str:key>/", units.unit, name="unit"),
    path("enheter/<str:key>/under", units.parts, name="parts"),
    path("enheter/<str:key>/ny", units.add_unit, name="add_unit"),
    path("enheter/<str:key>/endre", units.edit_unit, name="edit_unit"),
    path("enheter/<str:key>/flytt", units.move_unit, name="move_unit"),
    path("enheter/<str:key>/slutt", units.end_unit, name="end_unit"),
    path("personer/", people.people, name="people"),
    path("personer/ny", people.add_person, name="add_person"),
    path("personer/<str:key>/", people.person, name="person"),
    path("personer/<str:key>/endre", people.edit_person_view, name="edit_person"),
    path("personer/<str:key>/steng", people.close_person, name="close_person"),
    path("personer/<str:key>/lenke", people.new_link, name="new_link"),
    path("roller/", people.roles, name="roles"),
    path("roller/<str:key>/slutt", people.end_role, name="end_role"),
    path("foretak/", enterprise.profile, name="profile"),
    path("foretak/endre", enterprise.edit_profile, name="edit_profile"),
    path("verv/", enterprise.posts, name="posts"),
    path("verv/nytt", enterprise.add_post, name="add_post"),
    path("verv/<str:key>/slutt", enterprise.end_post, name="end_post"),
    path("organer/", enterprise.bodies, name="bodies"),
    path("organer/nytt", enterprise.add_body, name="add_body"),
    path("organer/<str:key>/", enterprise.body, name="body"),
    path("organer/<str:key>/endre", enterprise.edit_body, name="edit_body"),
    path("medlemmer/<str:key>/slutt", enterprise.end_member, name="end_member"),
    path("steder/", enterprise.sites, name="sites"),
    path("steder/nytt", enterprise.site, name="add_site"),
    path("steder/<str:key>/", enterprise.site, name="site"),
    path("nokkeltall/", enterprise.key_figures, name="key_figures"),
    path("nokkeltall/nytt", enterprise.set_key_figure, name="set_key_figure"),
    path("nokler/", tokens.tokens, name="tokens"),
    path("nokler/ny", tokens.add_token, name="add_token"),
    path("nokler/<str:key>/trekk", tokens.revoke_token, name="revoke_token"),
    path("spor/", trail.trail, name="trail"),
    path("spor/<int:number>/", trail.event, name="event"),
]
