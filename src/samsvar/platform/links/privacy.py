"""What links hold about persons."""

from samsvar.core.rules.privacy import Fate, Ground, Holding, columns, no_persons

HOLDINGS = {
    "SingleLink": Holding(
        "Opens one thing for one person, without an account.",
        Ground.PUBLIC_TASK,
        "90 days after it could last be used; `samsvar daily` then removes it.",
        columns("purpose digest target enterprise_id scope parent_id by_operator expires_at spent_at revoked_at")
        | {"last_used_at"},
        about=("person_id",),
        address=("address",),
        names=("recipient",),
        fate=Fate.BLANKED,
        blanked=("recipient", "address"),
    ),
    "LimitCount": no_persons("How often something was done, under a fingerprint; gone after two days."),
    "DaySalt": no_persons("What fingerprints of addresses are made with on one day."),
}
