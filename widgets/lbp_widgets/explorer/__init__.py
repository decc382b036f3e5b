"""The guideline explorer: one widget that shows what the guideline says, where, and where the sources disagree."""
