"""Pure Block Kit: facts in, messages out."""
