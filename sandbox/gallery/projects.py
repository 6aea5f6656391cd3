"""A project: its card, verdict, questions and forms."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from bot.i18n import Markup
from bot.orders import SPELLINGS
from bot.views import (
    ballot,
    card,
    charter,
    checklist,
    command_help,
    decided,
    form,
    glossary,
    library,
    likely,
    noted,
    notices,
    overruling,
    question,
    replies,
    shown,
    todo,
    verdict,
    welcome,
    why,
)
from bot.views import round as rounds
from bot.views.among import Among, Rival
from bot.views.message import escape
from bot.views.moment import moment
from bot.views.pressed import Held, Pressed
from flows.answers import values_of
from flows.catalog.loader import load_catalogue
from flows.charter.charter import Happening, Result
from flows.charter.charter import charter as chartered
from flows.decisions import Choice
from flows.effects import HandedOver, Noted
from flows.glossary.loader import terms
from flows.questions import Rows
from flows.rounds import on_ballot
from flows.text import phrase
from sandbox.gallery.exhibit import Easel
from sandbox.gallery.subject import (
    FRIEND,
    LINK,
    NOW,
    OTHER,
    OWNER,
    PROJECT,
    ZONE,
    answers,
    begun,
    decision,
    flow,
    known,
    name,
    overruled,
    overview,
    scored,
    scorer,
    values,
)

MANY, FEW = 40, 3
PROBLEM = phrase("undo.nothing", "There is nothing to undo.")


def cards(easel: Easel) -> None:
    """The card, the verdict and what explains it."""
    seen = overview(easel)
    for one in (begun(easel), seen, scored(easel), overruled(easel), replace(seen, decision=decision(easel))):
        easel.hang(card.card_message, one)
    easel.hang(shown.shown_message, seen, FRIEND, leads=True)
    for one in (seen, overruled(easel)):
        easel.hang(verdict.verdict_message, one)
        easel.hang(verdict.change_message, one)
        easel.hang(why.why_message, one, _among(easel), OWNER)
    easel.hang(verdict.announcement, seen, LINK)
    easel.hang(notices.status_message, seen)
    easel.hang(overruling.overrule_sheet, overruled(easel))
    easel.hang(overruling.overridden_message, overruled(easel))
    easel.hang(checklist.checklist_message, seen)
    easel.hang(library.others_message, seen.conversation)
    easel.hang(charter.charter_view, _charter(easel))


def asked(easel: Easel) -> None:
    """Every question as it is asked, answered and filled in."""
    given = answers(easel)
    context = known(values(easel))
    for place, one in enumerate(flow().known.values(), 1):
        answer = given.get(one.key)
        easel.hang(
            question.question_message, PROJECT, flow(), one, line=place, context=context, answers=given, answer=answer
        )
        if answer:
            easel.hang(question.folded_message, one, answer, context)
        easel.hang(notices.explanation, one)
        sheet = {"project": PROJECT, "key": "ML-1", "context": context}
        easel.hang(form.question_sheet, flow(), one, given, **sheet)
        if isinstance(one, Rows):
            rows = (answer.value if answer else None) or [None]
            easel.hang(form.row_sheet, one, rows[0], project=PROJECT, line=place, context=context)
    first = flow()["problem_statement"]
    easel.hang(form.ask_sheet, first, project=PROJECT, line=1)
    for stretch in flow().stretches:
        easel.hang_all(form.page_sheets, flow(), stretch, given, project=PROJECT, key="ML-1", context=context)


def taken(easel: Easel) -> None:
    """What is said about answers."""
    seen = overview(easel)
    strange = easel.text("Budget: plenty", "예산: 넉넉해요", 300)
    refused = ((strange, PROBLEM),)
    easel.hang(noted.noted_message, seen, Noted(OWNER, tuple(answers(easel))[:30], refused, (strange,)))
    easel.hang(noted.handed_over_message, seen, HandedOver(FRIEND, "data_access", OWNER))
    easel.hang(noted.completed_message, seen)
    easel.hang(notices.sentence, PROBLEM)
    easel.hang(notices.explanation, None)
    easel.hang(notices.cancel_question, PROJECT)


def scoring(easel: Easel) -> None:
    """A round of blind ballots."""
    many = tuple(f"U{number:010d}" for number in range(60)) if easel.longest else ()
    polled = rounds.Polled("r1", 2, (OWNER, FRIEND), (OTHER, *many), NOW, ZONE)
    seen, after = overview(easel), scored(easel)
    for one in (polled, replace(polled, is_open=False)):
        easel.hang(rounds.round_message, seen, one)
    for who in (OWNER, FRIEND, OTHER):
        easel.hang(rounds.state_message, seen, polled, by=who)
    easel.hang(rounds.reminder_message, seen, polled, LINK)
    easel.hang(rounds.result_message, after, replace(polled, is_open=False))
    deadline = moment(easel.words, NOW, ZONE)
    for own in (None, values(easel)):
        easel.hang(
            ballot.ballot_sheet,
            on_ballot(load_catalogue(), values_of(seen.conversation.answers)),
            own,
            name=escape(name(easel)),
            key="ML-1",
            deadline=deadline,
            held=Held(project=PROJECT, round="r1"),
        )
    easel.hang(ballot.closed_sheet, easel.words.say(PROBLEM))


def decisions(easel: Easel) -> None:
    """What the lead decides."""
    project = Markup(f"<{LINK}|{escape(name(easel))}> (ML-1)")
    for choice in Choice:
        one = decision(easel, choice)
        easel.hang(decided.told_message, one, FRIEND, key="ML-1", into=project)
        easel.hang(decided.channel_line, one, project, into=project)
        easel.hang(decided.done_message, one, into=project)
    merged, deferred = decision(easel, Choice.MERGE), decision(easel, Choice.DEFER)
    easel.hang(decided.received_message, merged, project)
    easel.hang(decided.parted_message, project)
    easel.hang(decided.woken_message, deferred, OWNER, key="ML-1")
    easel.hang(decided.woken_directly, deferred, project, Pressed(project=PROJECT))
    easel.hang(decided.how_to_decide)
    easel.hang(decided.which_to_merge, name(easel))
    others = [(f"{name(easel)[:60]} (ML-{number})", f"ML-{number}") for number in range(2, 30 if easel.longest else 4)]
    easel.hang(decided.decide_sheet, overview(easel), others)
    alike = [likely.Alike("ML-2", name(easel), LINK)] * (3 if easel.longest else 1)
    for started in (True, False):
        easel.hang(likely.looks_like_message, "ML-1", alike, started=started)


def answered(easel: Easel) -> None:
    """What commands are answered with."""
    count = MANY if easel.longest else FEW
    told = easel.text("menu", "고객", 200)
    listed = [
        replies.Listed(f"ML-{number}", name(easel), "planning", "go", 71.5, decision=decision(easel))
        for number in range(1, count + 1)
    ]
    easel.hang(welcome.welcome_message)
    easel.hang(welcome.installed_message)
    easel.hang(command_help.help_message)
    for order in SPELLINGS:
        easel.hang(command_help.command_help, order)
    for nearest in (None, "list"):
        easel.hang(replies.not_understood, told, nearest)
    easel.hang(replies.not_here)
    easel.hang(replies.name_refused, PROBLEM)
    easel.hang(replies.phenomenon_refused, PROBLEM)
    easel.hang(replies.phenomenon_taken, load_catalogue()["phenomenon"].question)
    easel.hang(replies.same_name, "ML-1", name(easel))
    for some in ([], listed):
        easel.hang(replies.listing, some)
        easel.hang(replies.filtered, some)
    easel.hang(replies.several_found, listed)
    easel.hang(replies.nothing_found, told)
    easel.hang(replies.too_late)
    easel.hang(replies.cannot_open)
    easel.hang(replies.later)
    easel.hang(replies.trouble, "abcdef01")
    easel.hang(replies.busy)
    for again in (True, False):
        easel.hang(replies.retried, again=again)
    easel.hang(glossary.glossary_message, "/ml ")
    easel.hang(glossary.topic_message, told)
    easel.hang(glossary.term_message, max(terms().values(), key=lambda one: len(one.meaning.en)), "/ml ")
    waiting = [
        todo.Waiting(
            what,
            PROJECT,
            escape(name(easel)),
            f"ML-{number}",
            LINK,
            question=flow()["data_access"] if what in (todo.What.QUESTION, todo.What.UNKNOWN) else None,
            asked_by=FRIEND if what is todo.What.QUESTION else None,
            round="r1" if what is todo.What.BALLOT else None,
        )
        for number in range(1, 12 if easel.longest else 2)
        for what in todo.What
    ]
    for found in ([], waiting):
        easel.hang(todo.todo_message, found)


def _among(easel: Easel) -> Among:
    other = Rival("ML-2", name(easel), 2, scorer().score({"value_size": "large", "archetype": "software_2_0"}))
    return Among(1, 1, 2, None, other)


def _charter(easel: Easel) -> object:
    count = MANY if easel.longest else FEW
    said = easel.text("The label is dear.", "라벨이 비싸요.", 400)
    day = date(2026, 11, 23)
    return chartered(
        load_catalogue(),
        answers(easel),
        project=PROJECT,
        key="ML-1",
        stage="planning",
        owner=OWNER,
        score=overview(easel).score,
        results=[Result(easel.text("Recall", "재현율", 80), Fraction(71), "%", day)] * count,
        happenings=[Happening(day, OWNER, said)] * count,
    )


ROOMS = (cards, asked, taken, scoring, decisions, answered)
