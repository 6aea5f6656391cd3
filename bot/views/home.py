"""The bot's Home: what waits for somebody, their projects, the portfolios they may see, and the page for leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.i18n import Markup, Words
from bot.names import COMMAND, HOME_STARTING, Act
from bot.views.fields import ACTION, View, field, text_field
from bot.views.message import Block, actions, button, context, divider, on_one_line, plain_text, section
from bot.views.reminder import Question, question_blocks
from bot.views.settings_sheet import built_label, shared_label
from bot.views.stages import stage_label
from flows.prefilled import field_of
from flows.rhythm import Built, Shared
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict
from flows.text import Text

MOST_BLOCKS = 100
MOST_REVIEWS, MOST_TODOS, MOST_PROJECTS, MOST_CHANNELS = 5, 20, 15, 10
CHANNEL, NAME = field_of("channel"), field_of("name")


@dataclass(frozen=True, slots=True)
class Listed:
    """A project in a list; `priority` is 0 to 100."""

    name: str
    key: str
    link: str | None
    stage: str
    verdict: str | None
    priority: float | None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A channel's best projects; `count` is how many it has."""

    channel: str
    count: int
    best: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """Across the projects of a lead: owners with many active ones, and what how many projects lack."""

    busy: tuple[tuple[str, int], ...]
    lacking: tuple[tuple[Text, int], ...]
    projects: int
    shared: tuple[tuple[str, Mapping[Shared, Built]], ...] = ()
    """By channel, how far what all can build on is."""
    loops: tuple[tuple[Text, int], ...] = ()
    """The most frequent reasons for going back, in 90 days."""


@dataclass(frozen=True, slots=True)
class Home:
    """Everything somebody's Home shows."""

    reviews: tuple[Question, ...]
    todos: tuple[Block, ...]
    projects: tuple[Listed, ...]
    portfolios: tuple[Portfolio, ...]
    team: Team | None
    digest: bool


def home_view(words: Words, home: Home) -> View:
    """Todos first, each answerable in place."""
    start = button(Act.HOME_START, words("home.start", "Start a project"), "start", style="primary")
    mine = (
        button(Act.HOME_DIGEST, words("home.digest_off", "No digest for me"), "off")
        if home.digest
        else button(Act.HOME_DIGEST, words("home.digest_on", "A weekly digest for me"), "on")
    )
    blocks: list[Block] = [actions("home", start, mine)]
    if home.reviews:
        blocks.append(section(f"*{words('home.reviews', 'How is it going?')}*"))
        for place, one in enumerate(home.reviews[:MOST_REVIEWS]):
            blocks += question_blocks(words, one, place)
        if home.todos:
            blocks.append(divider())
    blocks += home.todos[:MOST_TODOS]
    blocks.append(divider())
    blocks.append(section(_projects(words, home.projects)))
    blocks += [_portfolio(words, one) for one in home.portfolios[:MOST_CHANNELS]]
    if home.team:
        blocks += [divider(), *_team(words, home.team)]
    settings = words(
        "home.settings", "`{command} settings` in a channel shows and changes its settings.", command=COMMAND
    )
    return {"type": "home", "blocks": [*blocks[: MOST_BLOCKS - 1], context(settings)]}


def _projects(words: Words, projects: Sequence[Listed]) -> str:
    heading = f"*{words('home.projects', 'Your projects')}*"
    if not projects:
        return f"{heading}\n{words('home.no_projects', 'None yet.')}"
    lines = [_line(words, one) for one in projects[:MOST_PROJECTS]]
    if len(projects) > MOST_PROJECTS:
        lines.append(words("reply.more", "…and {count} more.", count=len(projects) - MOST_PROJECTS))
    return "\n".join((heading, *lines))


def _portfolio(words: Words, one: Portfolio) -> Block:
    heading = words(
        "home.portfolio", "{channel}, projects: {count}", channel=Markup(f"<#{one.channel}>"), count=one.count
    )
    return section("\n".join((f"*{heading}*", *(_line(words, listed) for listed in one.best))))


def _line(words: Words, one: Listed) -> str:
    name = words.escape(on_one_line(one.name, 80)) or words("card.unnamed", "New ML project")
    parts = [
        f"• <{one.link}|{name}> ({one.key})" if one.link else f"• {name} ({one.key})",
        stage_label(words, one.stage),
    ]
    if one.verdict:
        parts.append(words.escape(scoring_texts().verdict[Verdict(one.verdict)].label.of(words.language)))
    if one.priority is not None:
        parts.append(words("reply.priority", "Priority {priority}", priority=Markup(f"{one.priority:.1f}")))
    return " · ".join(parts)


def _team(words: Words, team: Team) -> list[Block]:
    lines = [f"*{words('home.team', 'Across your projects')}*"]
    lines += [
        words("home.busy", "• {person} runs {count} active projects", person=Markup(f"<@{person}>"), count=count)
        for person, count in team.busy
    ]
    lines += [
        words("home.lacking", "• {count} of {all} projects lack: {what}", count=count, all=team.projects, what=what)
        for what, count in team.lacking
    ]
    lines += [_shared(words, channel, shared) for channel, shared in team.shared]
    lines += [
        words("home.loop", "• Back for the same reason in 90 days: {reason} ({count} times)", reason=why, count=count)
        for why, count in team.loops
        if count > 1
    ]
    return [section("\n".join(lines))] if len(lines) > 1 else []


def _shared(words: Words, channel: str, shared: Mapping[Shared, Built]) -> str:
    said = " · ".join(
        f"{words.escape(shared_label(words, one))}: {words.escape(built_label(words, shared[one]))}"
        for one in Shared
        if one in shared
    )
    return words("home.shared", "• {channel} — {said}", channel=Markup(f"<#{channel}>"), said=Markup(said))


def start_sheet(words: Words) -> View:
    """Where a new project lives, and what it is called."""
    words = replace(words, escape=str)
    placeholder = plain_text(words("home.choose_channel", "Choose a channel"), 150)
    where: dict[str, Any] = {
        "type": "conversations_select",
        "action_id": ACTION,
        "placeholder": placeholder,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return {
        "type": "modal",
        "callback_id": HOME_STARTING,
        "title": plain_text(words("home.start", "Start a project"), 24),
        "submit": plain_text(words("home.begin", "Start"), 24),
        "close": plain_text(words("form.close", "Cancel"), 24),
        "blocks": [
            field(CHANNEL, words("home.where", "In which channel?"), where, optional=False),
            field(NAME, words("home.name", "What is it called?"), text_field(None, most=80), optional=False),
        ],
    }
