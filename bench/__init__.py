"""The figures: what a turn, a start and the memory cost, each against its floor measured in the same run."""
