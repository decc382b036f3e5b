"""What a learner is told after a case: the first screen, the way of both, how much of it is given, and looking back."""
