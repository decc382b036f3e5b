"""Which edition of the guideline is in force, and which there are.

The editions themselves are data (`guideline/sources.yaml`); what is tested is that these are among them.
"""

from __future__ import annotations

#: What a case is played and marked by, unless somebody asks for another.
EDITION = "DSAM2026"
#: Every edition that can be asked for.
EDITIONS = (EDITION, "RSD2024")
