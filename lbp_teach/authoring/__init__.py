"""What authors of cases use: checks, a skeleton, which rules the library exercises. Never on a student's path."""
