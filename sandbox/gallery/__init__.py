"""Every message, modal and Home of the bot, made from made-up projects."""
