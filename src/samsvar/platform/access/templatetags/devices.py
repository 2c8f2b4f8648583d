"""Which device somebody is signed in at, as words."""

from django import template

from samsvar.platform.access.devices import device_of

register = template.Library()
register.filter("device", device_of)
