"""What workflows are told: how a step of theirs ended, and those that wait for a verdict."""
