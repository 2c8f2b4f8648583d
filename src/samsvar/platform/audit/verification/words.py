"""Findings in words, in the active language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsvar.platform.audit.verification.findings import Finding

_WORDS = {
    "changed": gettext_lazy("Event %(sequence)s was changed after it was written."),
    "hash_changed": gettext_lazy("The hash of event %(sequence)s was changed."),
    "replaced": gettext_lazy("Event %(sequence)s was replaced: the next one does not follow from it."),
    "removed": gettext_lazy("Events %(sequence)s to %(last)s were removed."),
    "inserted": gettext_lazy("Event %(sequence)s was put in afterwards."),
    "reordered": gettext_lazy("Event %(sequence)s was moved; its place is %(place)s."),
    "forked": gettext_lazy("Event %(sequence)s starts a second branch of the chain."),
    "start_changed": gettext_lazy("The chain does not start where it should."),
    "cut_tail": gettext_lazy("The end of the chain is gone: it once went on past event %(sequence)s."),
    "rewritten": gettext_lazy("Event %(sequence)s is not the one that was written down as the chain’s head."),
    "chain_removed": gettext_lazy("The whole chain is gone."),
    "head_changed": gettext_lazy("The chain’s head is not its last event."),
    "head_behind": gettext_lazy("Event %(sequence)s was added past the chain’s head."),
    "columns_differ": gettext_lazy("The columns of event %(sequence)s do not say what the event says: %(columns)s."),
    "names_changed": gettext_lazy("The names in event %(sequence)s were changed."),
    "row_changed": gettext_lazy("Row %(key)s of %(table)s in event %(sequence)s was changed."),
    "row_removed": gettext_lazy("Event %(sequence)s changed %(expected)s rows, but only %(stored)s are kept."),
    "row_added": gettext_lazy("Event %(sequence)s changed %(expected)s rows, but %(stored)s are kept."),
    "rows_differ": gettext_lazy("The rows of event %(sequence)s were exchanged or moved."),
    "rows_without_event": gettext_lazy("%(rows)s rows belong to event %(sequence)s, which is gone."),
    "content_changed": gettext_lazy("The content of row %(key)s of %(table)s in event %(sequence)s was changed."),
    "forgotten_without_event": gettext_lazy(
        "Content was removed from event %(sequence)s, and no event says that anybody was forgotten."
    ),
    "row_without_event": gettext_lazy("Row %(key)s of %(table)s was added without an event."),
    "changed_without_event": gettext_lazy("Row %(key)s of %(table)s was changed without an event."),
    "deleted_without_event": gettext_lazy("Row %(key)s of %(table)s was deleted without an event."),
    "returned_without_event": gettext_lazy("Row %(key)s of %(table)s was deleted, and is back without an event."),
    "contents_changed": gettext_lazy("What was handed in with row %(key)s of %(table)s was changed without an event."),
    "anchor_signature": gettext_lazy("The signature of the anchor of %(anchored_at)s does not hold."),
    "anchor_unknown_key": gettext_lazy("The anchor of %(anchored_at)s is signed with a key that is not ours."),
}


def words_for_finding(finding: Finding) -> str:
    """What was found, and up to where the chain is certain where an anchor tells it."""
    facts = {name: ", ".join(value) if isinstance(value, list) else value for name, value in finding.facts.items()}
    words = str(_WORDS[finding.code]) % {"sequence": finding.sequence, **facts}
    if facts.get("certain_until"):
        known = _("The chain is certain up to event %(size)s, written down at %(at)s.")
        words += " " + known % {"size": facts["certain_size"], "at": facts["certain_until"]}
    elif "certain_until" in facts:
        words += " " + _("No anchor tells up to where the chain is certain.")
    return words
