"""Why a project stands where it stands: every answer's part in its scores, and what would move it."""

from collections.abc import Iterator
from fractions import Fraction

from bot.i18n import Markup, Words
from bot.names import COMMAND
from bot.views.advice import coaching, flags_shown, rice_formula, trust_line
from bot.views.among import Among, place_lines
from bot.views.answer import answer_text
from bot.views.card import project_name
from bot.views.checklist import checklist_button
from bot.views.decided import decision_line
from bot.views.message import PRIVATE_TEXT_LIMIT, Block, Message, context, divider, message, on_one_line, section
from bot.views.overruling import overrule_actions
from bot.views.scores import reasons, scores_line
from bot.views.stages import stage_label
from bot.views.verdict import headline_block, reason_blocks
from flows.answers import AnswerState
from flows.board.entry import RESTING
from flows.conditions import looks_at
from flows.overview import Next, Overview
from flows.scoring.disagreement import Spread
from flows.scoring.exact import SIXTHS, exact, shown_fraction
from flows.scoring.factors import SHARES, Component
from flows.scoring.levers import Lever
from flows.scoring.rules import RULES
from flows.scoring.score import FactorScore, State
from flows.scoring.texts import scoring_texts
from flows.scoring.verdict import Verdict

LOOKED_AT = {rule.code: rule.looks_at for rule in RULES}
LONGEST_ANSWER = 120


def why_message(words: Words, overview: Overview, among: Among | None, reader: str | None = None) -> Message:
    """The verdict with its reasons, each score line by line, and what would move it.

    `reader` gets the buttons for what they may do about it.
    """
    flags = flags_shown(words, overview) if overview.told else []
    return message(
        section("\n".join(_opening(words, overview))),
        headline_block(words, overview) if overview.told else section(scores_line(words, overview)),
        section(aside) if overview.told and (aside := _aside(words, overview)) else None,
        divider(),
        *_reasons(words, overview),
        section("\n".join(flags)) if flags else None,
        *(section("\n".join(_component(words, overview, component))) for component in Component),
        section("\n".join(_together(words, overview))),
        *_levers(words, overview),
        section("\n".join(place_lines(words, overview.score, among))) if among else None,
        overrule_actions(words, overview, reader, *checklist_button(words, overview)),
        room=PRIVATE_TEXT_LIMIT,
    )


def which_one(words: Words) -> str:
    """Asked when a name can mean several projects."""
    return words("why.which", "Which one? Type `{command} why` with its key.", command=COMMAND)


def _opening(words: Words, overview: Overview) -> Iterator[str]:
    yield words(
        "why.title",
        "Why {name} ({key}) stands where it stands",
        name=Markup(f"*{project_name(words, overview)}*"),
        key=overview.key,
    )
    if overview.told:
        return
    answered, asked = overview.progress
    yield words(
        "why.early",
        "There is no verdict yet; questions left: {count}. Here is what there is so far, all of it provisional.",
        count=asked - answered,
    )
    match overview.next:
        case Next.ANSWER:
            yield words("card.next.answer", "Next: answer the open question in the thread.")
        case Next.RESUME:
            yield words("card.next.resume", "Next: type `resume` in the thread to go on.")
        case Next.NOTHING:
            return


def _aside(words: Words, overview: Overview) -> str | None:
    """Why a project has no place on the board; None where it has one, or is alone."""
    if overview.decision and overview.decision.parks:
        cause = decision_line(words, overview.decision)
    elif overview.stage in RESTING:
        cause = stage_label(words, overview.stage)
    elif overview.score.verdict is Verdict.DO_NOT_USE_ML:
        cause = words.escape(scoring_texts().verdict[Verdict.DO_NOT_USE_ML].label.of(words.language))
    else:
        return None
    return words("why.aside", "*No place on the board*: {cause}", cause=Markup(cause))


def _reasons(words: Words, overview: Overview) -> Iterator[Block | None]:
    """Before the verdict, only what rests on an answer: nobody is blamed for what was not asked yet."""
    found = list(reasons(words, overview))
    if overview.told:
        yield from reason_blocks(words, overview, found)
        return
    answers = overview.conversation.answers
    codes = overview.score.rules
    rest = [reason for code, reason in zip(codes, found, strict=True) if any(key in answers for key in LOOKED_AT[code])]
    if rest:
        yield from reason_blocks(words, overview, rest)


def _component(words: Words, overview: Overview, component: Component) -> Iterator[str]:
    score = overview.score
    heading = words(
        "why.component",
        "{component} {points}",
        component=scoring_texts().component[component],
        points=shown_fraction(score.components[component]),
    )
    ease = "" if component is Component.IMPACT else f" ({words('why.ease', '100 means easy and cheap')})"
    yield f"*{heading}*{ease}"
    lines = [line for line in score.breakdown if line.factor.component is component and line.points is not None]
    assumed = [line for line in lines if _is_assumed(overview, line)]
    for line in lines:
        if line.points is not None and line not in assumed:
            yield f"• {_factor(words, overview, line, line.points)}"
    if assumed and assumed[0].points is not None:
        yield f"• {_together_assumed(words, overview, assumed, assumed[0].points)}"


def _is_assumed(overview: Overview, line: FactorScore) -> bool:
    """Whether nobody was asked yet; an answer left open is told in a line of its own."""
    return line.state is State.UNANSWERED and line.factor.question not in overview.conversation.answers


def _together_assumed(words: Words, overview: Overview, assumed: list[FactorScore], points: Fraction) -> str:
    """All that is assumed in a component, in one line: the archetype gives them the same points."""
    texts = scoring_texts().factor
    names = (
        words("why.weighed", "{factor} (weight {weight})", factor=texts[line.factor.key], weight=line.factor.weight)
        for line in assumed
    )
    return words(
        "why.assumed_factors",
        "{factors}: {points} of 100 — {cause}",
        factors=Markup(", ".join(names)),
        points=_short(points),
        cause=Markup(_assumed(words, overview)),
    )


def _factor(words: Words, overview: Overview, line: FactorScore, points: Fraction) -> str:
    return words(
        "why.factor",
        "{factor}: {points} of 100, weight {weight} — {cause}",
        factor=scoring_texts().factor[line.factor.key],
        points=_short(points),
        weight=line.factor.weight,
        cause=Markup(_cause(words, overview, line)),
    )


def _cause(words: Words, overview: Overview, line: FactorScore) -> str:
    """The answer that gives a factor its points, or what stands in for it."""
    key = line.factor.question
    if spread := _spread(overview, line.factor.key):
        return words(
            "why.ballots",
            "the middle of {count} ballots, {low} to {high}",
            count=spread.votes,
            low=_short(Fraction(spread.low, SIXTHS)),
            high=_short(Fraction(spread.high, SIXTHS)),
        )
    match line.state:
        case State.IMPLIED:
            settling = looks_at(overview.catalogue[key].ask_if)  # the answer that made the question needless
            said = " / ".join(filter(None, (_said(words, overview, other) for other in settling)))
            return words("why.implied", "implied by {answer}", answer=Markup(said))
        case State.ANSWERED:
            return _said(words, overview, key) or ""
        case _:
            answer = overview.conversation.answers.get(key)
            left_open = answer is not None and answer.state is not AnswerState.GIVEN
            assumed = _assumed(words, overview)
            if not left_open:
                return assumed
            said = _said(words, overview, key) or ""
            return words("why.open", "{answer}; {assumed}", answer=Markup(said), assumed=Markup(assumed))


def _spread(overview: Overview, factor: str) -> Spread | None:
    """From where to where the ballots see a factor; None where they see it the same."""
    found = overview.tally.spreads if overview.tally else ()
    return next((spread for spread in found if spread.factor == factor and spread.range), None)


def _said(words: Words, overview: Overview, key: str) -> str | None:
    """The answer to a question, linked to the message that holds it."""
    answer = overview.agreed(key)
    question = overview.catalogue[key]
    if answer is None:
        return None
    said = on_one_line(answer_text(words, question, answer), LONGEST_ANSWER)
    link = overview.link_to(answer, key)
    return f"<{link}|{said}>" if link else f"*{said}*"


def _assumed(words: Words, overview: Overview) -> str:
    question, answer = overview.catalogue["archetype"], overview.agreed("archetype")
    if answer is None or answer.state is not AnswerState.GIVEN:
        return words("why.assumed", "assumed, as is usual")
    return words(
        "why.assumed_for",
        "assumed, as usual for “{archetype}”",
        archetype=Markup(answer_text(words, question, answer)),
    )


def _together(words: Words, overview: Overview) -> Iterator[str]:
    """How the components become Feasibility and Priority, and how far to trust them."""
    score = overview.score
    texts, components, agreement = scoring_texts(), score.components, score.circumstances.agreement
    impact, feasibility = shown_fraction(score.impact), shown_fraction(score.feasibility)
    shares = (
        words(
            "why.share",
            "{share}% of {component} {points}",
            share=share,
            component=texts.component[component],
            points=shown_fraction(components[component]),
        )
        for component, share in SHARES.items()
    )
    yield words(
        "why.feasibility",
        "Feasibility {points} = {shares}",
        points=feasibility,
        shares=Markup(" + ".join(shares)),
    )
    yield words(
        "why.priority",
        "Priority {points} = half of Impact {impact} + half of Feasibility {feasibility}",
        points=shown_fraction(score.priority),
        impact=impact,
        feasibility=feasibility,
    )
    yield words(
        "why.confidence",
        "Confidence {points} ({band}): the part of the weights that rests on answers, not on assumptions.",
        points=shown_fraction(score.confidence),
        band=texts.band[score.band],
    )
    if agreement < 1:
        yield words(
            "why.agreement",
            "It is lowered because your ballots differ: you agree to {agreement} of 100.",
            agreement=shown_fraction(100 * agreement),
        )
    if old := trust_line(words, overview):
        yield old
    missing = {line.factor.question for line in score.breakdown if line.state is State.UNANSWERED}
    if missing:
        yield words("why.missing", "Answers missing: {count}. Each one given raises it.", count=len(missing))
    else:
        yield words("why.complete", "No answer is missing.")
    if formula := rice_formula(words, overview):
        yield formula


def _levers(words: Words, overview: Overview) -> Iterator[Block]:
    score = overview.score
    if score.levers:
        heading = words("why.levers", "What would help the most")
        lines = (f"• {_lever(words, lever)}" for lever in score.levers)
        yield section("\n".join((f"*{heading}*", *lines)))
    if coached := list(coaching(words, overview)):
        yield context("\n".join(coached))


def _lever(words: Words, lever: Lever) -> str:
    texts = scoring_texts()
    return words(
        "why.lever",
        "{factor}: now {points}; a better answer adds up to {gain} to {score}",
        factor=texts.factor[lever.factor],
        points=_short(Fraction(lever.points, 6)),
        gain=shown_fraction(exact(lever.gain)),
        score=texts.score[lever.axis],
    )


def _short(points: Fraction) -> str:
    return shown_fraction(points).removesuffix(".0")
