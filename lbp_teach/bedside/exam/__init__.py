"""The neurological exam: a patient whose findings have to be discovered, recorded and put to a root."""
