"""The leaderboard of a channel: places, moves since last week, and how much hangs on the weights."""
