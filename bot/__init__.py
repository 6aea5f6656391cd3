"""The shell: Slack in, one transaction, Slack out."""
