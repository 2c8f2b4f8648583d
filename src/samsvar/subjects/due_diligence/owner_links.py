"""What the links and mails to owners of agreements are called."""

from django.utils.translation import gettext_lazy as _

from samsvar.platform.links.purposes import register_purpose

PURPOSE = register_purpose("owner", _("a question to the owner of an agreement"))
QUESTION = "owner_question"
RECEIPT = "owner_receipt"
ANSWERED = "owner_answered"
REMINDER = "owner_reminder"
