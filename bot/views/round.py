"""A round of blind ballots in words: announced, looked at, reminded of, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from fractions import Fraction

from bot.i18n import Markup, Words
from bot.names import COMMAND, Act
from bot.views.card import project_name
from bot.views.message import Block, Message, actions, button, context, message, section
from bot.views.moment import moment
from bot.views.pressed import Pressed
from bot.views.scores import reasons
from bot.views.verdict import headline_block, reason_blocks
from flows.catalogue import Catalogue
from flows.overview import Overview
from flows.scoring.ballots import Tally
from flows.scoring.disagreement import Spread
from flows.scoring.exact import SIXTHS, shown, shown_fraction
from flows.scoring.factors import FACTORS, PLACE
from flows.scoring.texts import scoring_texts

MOST_NAMED = 20
MOST_CONTESTED = 3
ROOM = 8000  # characters; a result is posted once and never updated


@dataclass(frozen=True, slots=True)
class Polled:
    """A round as people see it: who has voted and who has not, never what they chose."""

    id: str
    number: int
    voted: tuple[str, ...]
    awaited: tuple[str, ...]
    deadline: datetime
    zone: tzinfo
    is_open: bool = True

    @property
    def expected(self) -> int:
        return len(self.voted) + len(self.awaited)


def round_message(words: Words, overview: Overview, polled: Polled) -> Message:
    """The round in the thread, kept up to date."""
    if not polled.is_open:
        line = words(
            "round.closed",
            "🗳️ The blind ballot is closed. Scored: {voted} of {expected}.",
            voted=len(polled.voted),
            expected=polled.expected,
        )
        return message(section(line))
    pressed = str(Pressed(project=overview.project, value=polled.id))
    return message(
        section(
            words(
                "round.open",
                "🗳️ *Blind ballot*: how does each of you see this project? Scored so far: {voted} of {expected}. "
                "Closes {deadline}.",
                voted=len(polled.voted),
                expected=polled.expected,
                deadline=moment(words, polled.deadline, polled.zone),
            )
        ),
        context(words("round.blind", "Nobody sees a ballot before the round is closed."), _awaited_line(words, polled)),
        actions(
            "round",
            button(Act.BALLOT, words("button.ballot", "Score it"), pressed, style="primary"),
            button(Act.CLOSE, words("button.close_round", "Close the round"), pressed),
        ),
    )


def state_message(words: Words, overview: Overview, polled: Polled, *, by: str, note: str | None = None) -> Message:
    """The state of the round, for one person."""
    pressed = str(Pressed(project=overview.project, value=polled.id))
    has_voted, is_owner = by in polled.voted, by == overview.conversation.owner
    title = words(
        "round.title",
        "Blind ballot on {name} ({key}), round {number}",
        name=Markup(f"*{project_name(words, overview)}*"),
        key=overview.key,
        number=polled.number,
    )
    progress = words(
        "round.progress",
        "Scored so far: {voted} of {expected}. Closes {deadline}.",
        voted=len(polled.voted),
        expected=polled.expected,
        deadline=moment(words, polled.deadline, polled.zone),
    )
    mine = (
        words("round.mine", "Your ballot is in. You can change it until the round is closed.")
        if has_voted
        else words("round.not_mine", "You have not scored yet.")
    )
    label = words("button.change_ballot", "Change my ballot") if has_voted else words("button.score_now", "Score now")
    return message(
        section(note) if note else None,
        section("\n".join((title, progress))),
        context(*filter(None, (_voted_line(words, polled), _awaited_line(words, polled)))),
        section(mine),
        actions(
            "round",
            button(Act.BALLOT, label, pressed, style="primary"),
            *([button(Act.CLOSE, words("button.close_round", "Close the round"), pressed)] if is_owner else []),
        ),
    )


def which_to_score(words: Words) -> str:
    """Asked when a name can mean several projects."""
    return words("round.which", "Which one? Type `{command} score` with its key.", command=COMMAND)


def reminder_message(words: Words, overview: Overview, polled: Polled, link: str | None) -> Message:
    """For somebody who has not voted yet."""
    name = project_name(words, overview)
    line = words(
        "round.reminder",
        "{name} ({key}) waits for your ballot; it takes a minute. The round closes {deadline}. "
        "Nobody sees your ballot before then.",
        name=Markup(f"<{link}|{name}>" if link else f"*{name}*"),
        key=overview.key,
        deadline=moment(words, polled.deadline, polled.zone),
    )
    pressed = str(Pressed(project=overview.project, value=polled.id))
    return message(
        section(line),
        actions("round", button(Act.BALLOT, words("button.ballot", "Score it"), pressed, style="primary")),
    )


def result_message(words: Words, overview: Overview, polled: Polled) -> Message:
    """What the ballots come to: the team's scores and ranges, where it disagrees, and the verdict."""
    tally = overview.tally
    if not polled.voted or tally is None:
        nobody = words("round.nobody", "🗳️ The round is closed, and nobody has scored. The scores stay as they are.")
        return message(section(nobody))
    title = words(
        "round.result",
        "🗳️ *Result of the blind ballot*, round {number}. Ballots: {count}.",
        number=polled.number,
        count=len(tally.dots),
    )
    return message(
        section(title),
        headline_block(words, overview),
        section("\n".join(_agreement(words, tally))) if len(tally.dots) > 1 else _single(words),
        *(section(_contested(words, overview.catalogue, spread)) for spread in tally.contested[:MOST_CONTESTED]),
        *reason_blocks(words, overview, list(reasons(words, overview))),
        room=ROOM,
    )


def _agreement(words: Words, tally: Tally) -> list[str]:
    impact = [dot.impact for dot in tally.dots]
    feasibility = [dot.feasibility for dot in tally.dots]
    return [
        words(
            "round.agreement",
            "Agreement: {agreement} of 100. Disagreement: {disagreement} (0 means that all see it the same, 50 that "
            "you are split).",
            agreement=shown_fraction(100 * tally.agreement),
            disagreement=shown_fraction(tally.disagreement),
        ),
        words(
            "round.dots",
            "Each ballot on its own, lowest first. Impact: {impact}; Feasibility: {feasibility}",
            impact=_sorted(impact),
            feasibility=_sorted(feasibility),
        ),
    ]


def _sorted(points: Sequence[Fraction]) -> str:
    return " · ".join(shown_fraction(one) for one in sorted(points))


def _single(words: Words) -> Block:
    return section(words.escape(scoring_texts().flag["F_SINGLE_RATER"].of(words.language)))


def _contested(words: Words, catalogue: Catalogue, spread: Spread) -> str:
    question = catalogue[FACTORS[PLACE[spread.factor]].question]
    said = words(
        "round.contested",
        "↔️ You see {factor} differently ({low} to {high}). Two minutes to talk?",
        factor=scoring_texts().factor[spread.factor],
        low=shown(spread.low, SIXTHS).removesuffix(".0"),
        high=shown(spread.high, SIXTHS).removesuffix(".0"),
    )
    return f"{said}\n      _{words.escape(question.question.of(words.language))}_"


def _voted_line(words: Words, polled: Polled) -> str | None:
    if not polled.voted:
        return None
    return words("round.voted", "Scored: {people}", people=_named(polled.voted))


def _awaited_line(words: Words, polled: Polled) -> str:
    if not polled.awaited:
        return words("round.complete", "Everybody who takes part has scored.")
    return words("round.awaited", "Still to score: {people}", people=_named(polled.awaited))


def _named(people: Sequence[str]) -> Markup:
    named = ", ".join(f"<@{person}>" for person in people[:MOST_NAMED])
    return Markup(f"{named} …" if len(people) > MOST_NAMED else named)
