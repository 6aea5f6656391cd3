"""The step for Workflow Builder: what a workflow asks for, and the project that comes of it."""
