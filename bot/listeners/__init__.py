"""Decode, take the turn, acknowledge: at most a few lines each."""
