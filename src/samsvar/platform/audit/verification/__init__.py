"""`verify` tells whether the trail is as it was written, and whether the records are as the trail left them."""

from samsvar.platform.audit.verification.findings import CODES, Finding, Verification
from samsvar.platform.audit.verification.walk import verify

__all__ = ["CODES", "Finding", "Verification", "verify"]
