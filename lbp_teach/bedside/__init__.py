"""The assessment tools: neurological exam, pain, flags, function, instruments, triage, conversation. No screen here."""
