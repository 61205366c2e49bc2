"""The learner: what it sees, what it makes of it, and that it learns by looking."""
