"""Pictures: the 2x2 of a channel and a project's results. Only the worker process imports matplotlib."""
