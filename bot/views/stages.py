"""Stages of the lifecycle in words."""

from bot.i18n import Markup, Words
from flows.lifecycle.lifecycle import Lifecycle
from flows.lifecycle.loader import load_lifecycle
from flows.lifecycle.path import Loop, path
from flows.lifecycle.stage import ACTIVE, Stage
from flows.lifecycle.where import Where


def stage_label(words: Words, stage: str) -> str:
    """The stage's name, escaped; unknown ones as they are stored."""
    if stage not in set(Stage):
        return words.escape(stage)
    return words.escape(load_lifecycle().stages[Stage(stage)].label.of(words.language))


def substage_label(words: Words, substage: str) -> str:
    """The name of what is done inside a stage, escaped."""
    known = load_lifecycle().substages.get(substage)
    return words.escape(known.label.of(words.language) if known else substage)


def path_line(words: Words, where: Where) -> str:
    """The stages in their order: those it has been in, the one it is in, and those ahead."""
    come = path(where)
    here = where.stage if where.stage.active else where.left
    parts = []
    for stage in ACTIVE:
        label = stage_label(words, stage)
        if stage is here:
            parts.append(f"*{label}*")
        elif stage in come.skipped:
            parts.append(words("stages.skipped", "{stage} (skipped)", stage=Markup(label)))
        else:
            parts.append(f"✓ {label}" if ACTIVE.index(stage) <= ACTIVE.index(come.reached) else label)
    drawn = " → ".join(parts)
    return drawn if where.stage.active else f"{drawn} · *{stage_label(words, where.stage)}*"


def loop_lines(words: Words, lifecycle: Lifecycle, where: Where) -> list[str]:
    """The ways back that it went: how often, and for which reasons."""
    return [_loop(words, lifecycle, loop) for loop in path(where).loops]


def course_line(words: Words, where: Where) -> str:
    """The way it came on one line, with how often it went back, for the card."""
    ways = [
        words(
            "stages.loop_short",
            "{origin} → {target} ({count}×)",
            origin=Markup(stage_label(words, loop.origin)),
            target=Markup(stage_label(words, loop.target)),
            count=loop.count,
        )
        for loop in path(where).loops
    ]
    back = words("stages.back", "Went back: {ways}", ways=Markup(", ".join(ways))) if ways else None
    return "\n".join(filter(None, (path_line(words, where), back)))


def _loop(words: Words, lifecycle: Lifecycle, loop: Loop) -> str:
    reasons = []
    for code, count in loop.reasons:
        known = lifecycle.reasons.get(code)
        label = words.escape(known.label.of(words.language) if known else code)
        reasons.append(f"{label} ({count}×)")
    return words(
        "stages.loop",
        "↩ {origin} → {target}: {reasons}",
        origin=Markup(stage_label(words, loop.origin)),
        target=Markup(stage_label(words, loop.target)),
        reasons=Markup("; ".join(reasons)),
    )
