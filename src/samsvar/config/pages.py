"""Under which address each app's pages stand, by the name of its addresses: `account` has no name of its own.

Apart from the addresses themselves, so that a command that prints one need not load the pages of every app.
"""

PAGES = {
    "ui": ("", "samsvar.platform.ui.urls"),
    "account": ("konto/", "samsvar.platform.access.account_urls"),
    "access": ("", "samsvar.platform.access.urls"),
    "links": ("", "samsvar.platform.links.urls"),
    "administration": ("oppsett/", "samsvar.platform.administration.urls"),
    "catalogues": ("", "samsvar.registers.catalogues.urls"),
    "evidence": ("vedlegg/", "samsvar.platform.evidence.urls"),
    "imports": ("innlesing/", "samsvar.platform.imports.urls"),
    "suppliers": ("", "samsvar.registers.suppliers.urls"),
    "due_diligence": ("", "samsvar.subjects.due_diligence.urls"),
    "information_requests": ("innsyn/", "samsvar.subjects.information_requests.urls"),
    "requests": ("innsyn/", "samsvar.front.requests.urls"),
    "complaint_impacts": ("klager/", "samsvar.front.complaints.urls"),
    "complaints": ("klager/", "samsvar.subjects.complaints.urls"),
    "indicators": ("mal/", "samsvar.registers.indicators.urls"),
    "wheel": ("arshjul/", "samsvar.registers.wheel.urls"),
    "governance": ("dokumenter/", "samsvar.subjects.governance.urls"),
    "meetings": ("moter/", "samsvar.subjects.meetings.urls"),
    "plans": ("planer/", "samsvar.subjects.plans.urls"),
    "climate": ("klima/", "samsvar.subjects.climate.urls"),
    "reports": ("rapporter/", "samsvar.front.reporting.report_urls"),
    "strategy_documents": ("strategi/", "samsvar.front.reporting.strategy_urls"),
    "strategy": ("strategi/", "samsvar.subjects.strategy.urls"),
    "openness": ("offentlige-sider/", "samsvar.subjects.openness.urls"),
    "statements": ("redegjorelser/", "samsvar.front.reporting.urls"),
    "public": ("apenhet/", "samsvar.front.public.urls"),
    "home": ("", "samsvar.front.home.urls"),
}
