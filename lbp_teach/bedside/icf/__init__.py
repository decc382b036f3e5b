"""Function map (ICF)."""
