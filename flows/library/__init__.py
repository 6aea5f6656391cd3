"""What other teams use models for, as data, and which of it is like a project at hand."""
