"""Stages of the lifecycle in words."""

from bot.i18n import Words


def stage_label(words: Words, stage: str) -> str:
    """The stage's name; unknown ones as they are stored."""
    match stage:
        case "intake":
            return words("stage.intake", "Intake")
        case _:
            return words.escape(stage)
