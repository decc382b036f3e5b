"""A simulated morning in general practice: twelve drawn patients, a clock, and what came of it: docs/clinic-day.md."""
