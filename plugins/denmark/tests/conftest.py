"""The tests of this folder share log texts and a way to read them; no package does."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
