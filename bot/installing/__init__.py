"""The bot for several workspaces: each installs it by OAuth, has a token of its own, and can take it out again."""
