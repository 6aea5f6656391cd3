"""The page: a Slack of one's own in the browser."""
