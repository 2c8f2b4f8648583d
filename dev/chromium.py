"""Which browser pages are opened in: Chromium without a window where it is installed, else Chromium itself.

Both are the same engine (Debian's `chromium-headless-shell` and `chromium`); without all that belongs to a window a
page takes half the processor's time.
"""

import os

PLACES = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
CHROMIUM = next((place for place in PLACES if os.path.exists(place)), PLACES[-1])
