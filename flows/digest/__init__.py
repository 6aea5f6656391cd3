"""What a channel's portfolio did in a week, before it is a message."""
