"""Those outside Slack who are told of projects: where they may be, how they are called, what if they do not answer."""
