"""The conversation: a patient asks for a scan, fears damage, wants strong pills or asks about work."""
