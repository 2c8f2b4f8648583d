"""What the trail says of reports."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.audit.kinds import register_kind

KIND_SAVED = register_kind("report_kind_saved", _("Made or changed a kind of report"))
BEGUN = register_kind("report_begun", _("Began a report"))
WRITTEN = register_kind("report_written", _("Wrote in a report"))
SUBMITTED = register_kind("report_submitted", _("Handed in a report"))
RETURNED = register_kind("report_returned", _("Sent back a report"))
ACCEPTED = register_kind("report_accepted", _("Accepted a report"))
REOPENED = register_kind("report_reopened", _("Opened a report again"))
PUBLISHED = register_kind("report_published", _("Said where a report is public"))
INFORMED = register_kind("report_informed", _("Said who was told of a report"))
