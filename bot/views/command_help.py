"""What can be typed: all commands in one message, and each by itself."""

from typing import assert_never

from bot.i18n import Markup, Words
from bot.names import COMMAND
from bot.orders import SPELLINGS, Order
from bot.views.message import Message, context, message, section


def help_message(words: Words) -> Message:
    """What can be typed."""
    return message(
        section(
            words(
                "reply.help.intro",
                "*Groundwork* gets a project's groundwork done before anyone trains a model: it asks in a thread, "
                "says whether ML is the right tool, and keeps every answer.",
            )
        ),
        section(
            "\n".join(
                (
                    words("reply.help.new", "`/ml new [name]` — start a project in this channel"),
                    words("reply.help.list", "`/ml list` — the projects in this channel"),
                    words("reply.help.show", "`/ml show &lt;project&gt;` — one project: verdict, scores, next step"),
                    words(
                        "reply.help.board", "`/ml board` — the leaderboard, in the channel; `/ml board all` — all of it"
                    ),
                    words("reply.help.weights", "`/ml weights` — what counts how much on the board"),
                    words("reply.help.why", "`/ml why &lt;project&gt;` — where its scores come from, line by line"),
                    words("reply.help.score", "`/ml score &lt;project&gt;` — a blind ballot: how each of you sees it"),
                    words(
                        "reply.help.stage",
                        "`/ml stage &lt;project&gt; [stage] [reason]` — where it is; move it on or back",
                    ),
                    words(
                        "reply.help.result",
                        "`/ml result &lt;project&gt; [value]` — log a result, and read what it says",
                    ),
                    words("reply.help.calibration", "`/ml calibration` — how far estimates were off, for the lead"),
                    words(
                        "reply.help.decide",
                        "`/ml decide &lt;project&gt;` — the lead decides: accept, decline, defer, merge",
                    ),
                    words("reply.help.review", "`/ml review &lt;project&gt;` — say now how it is going"),
                    words("reply.help.remind", "`/ml remind &lt;project&gt;` — how often people are asked about it"),
                    words("reply.help.digest", "`/ml digest` — what changed in this channel, once a week"),
                    words("reply.help.todo", "`/ml todo` — everything that waits for you"),
                    words("reply.help.export", "`/ml export [project]` — a file for you: charter, table or JSON"),
                    words("reply.help.settings", "`/ml settings` — who leads this channel, and how it works"),
                    words("reply.help.help", "`/ml help` — this help"),
                    words(
                        "reply.help.terms",
                        "`/ml help recall` — what a term or a command means; `/ml help glossary` — all terms",
                    ),
                )
            )
        ),
        context(
            words(
                "reply.help.thread",
                "In a project's thread just type your answers. Slack has no slash commands in threads: there, "
                "mention me with the same words. Help for a question: type `help` in its thread.",
            )
        ),
    )


def command_help(words: Words, order: Order) -> Message:
    """What one command does, and how else it can be typed."""
    others = ", ".join(f"`{COMMAND} {spelling}`" for spelling in SPELLINGS[order])
    also = words("reply.about.also", "Can be typed as: {spellings}", spellings=Markup(others))
    return message(section(_about(words, order)), context(also))


def _about(words: Words, order: Order) -> str:
    match order:
        case Order.NEW:
            return words(
                "reply.about.new",
                "`/ml new [name]` starts a project: I post its card in the channel and ask eight short questions in "
                "the card's thread. Without a name I ask for one first. Example: `/ml new Menu helper`",
            )
        case Order.LIST:
            return words(
                "reply.about.list",
                "`/ml list` shows you the projects of the channel, each with its stage, verdict and priority, "
                "best first. A stage, a verdict, `@somebody` or `me` behind it shows only those; `/ml list all` shows "
                "the projects of all channels that you may see.",
            )
        case Order.SHOW:
            return words(
                "reply.about.show",
                "`/ml show &lt;project&gt;` shows you one project's card: verdict, scores, next step. Call it by its "
                "key, its name or the beginning of its name. Example: `/ml show ML-12`",
            )
        case Order.BOARD:
            return words(
                "reply.about.board",
                "`/ml board` posts the leaderboard of the channel, and I keep it up to date there. Only you see the "
                "rest: `/ml board data first` compares it with other weights, `/ml board planning` shows a part of "
                "it, and `/ml board all` shows the projects of all channels that you may see.",
            )
        case Order.WEIGHTS:
            return words(
                "reply.about.weights",
                "`/ml weights` shows what counts how much on the board of the channel. `/ml weights data first` or "
                "`/ml weights impact=80 data=20` shows you what other weights would change; the lead can apply them, "
                "and take that back with `/ml weights undo`. `/ml weights history` shows every change.",
            )
        case Order.WHY:
            return words(
                "reply.about.why",
                "`/ml why &lt;project&gt;` shows you where a project's scores come from: every factor with its points, "
                "its weight and the answer behind it, and what would move it up. Example: `/ml why ML-12`",
            )
        case Order.SCORE:
            return words(
                "reply.about.score",
                "`/ml score &lt;project&gt;` is for seeing a project from several sides: everybody fills in a ballot "
                "of their own, and nobody sees another's before the owner closes the round or its deadline comes. Then "
                "I show where you agree. The owner opens a round with it, as in `/ml score ML-12 until friday`, and "
                "ends it with `/ml score ML-12 close`.",
            )
        case Order.STAGE:
            return words(
                "reply.about.stage",
                "`/ml stage &lt;project&gt;` shows you where a project is, what is missing to move on, and "
                "where it can "
                "go. Its owner moves it there, too: `/ml stage ML-12 data`, or back with a reason: "
                "`/ml stage ML-12 back D2P_EASIER_TASK because titles are easier to label`.",
            )
        case Order.RESULT:
            return words(
                "reply.about.result",
                "`/ml result &lt;project&gt; [objective] [value] [split]` logs what was measured, as in "
                "`/ml result ML-12 recall 82% test`, and says in the thread what it means against baseline and "
                "target. Without a value it shows you the results so far.",
            )
        case Order.CALIBRATION:
            return words(
                "reply.about.calibration",
                "`/ml calibration` shows the lead of a channel how far estimates were off, after five closed "
                "projects. It counts estimates, never people.",
            )
        case Order.DECIDE:
            return words(
                "reply.about.decide",
                "`/ml decide &lt;project&gt;` is for the lead of the channel: `accept`, `decline`, `defer` or "
                "`merge`, and "
                "the reason, which whoever asked for the project reads. A deferral needs a day or a condition, as in "
                "`/ml decide ML-12 defer until 2027-01-15 The data comes in January`; on that day I bring it up again. "
                "A merge needs the other project, as in `/ml decide ML-12 merge ML-3 It is the same problem`. A new "
                "decision takes the place of the one before.",
            )
        case Order.REVIEW:
            return words(
                "reply.about.review",
                "`/ml review &lt;project&gt;` asks you now what I would ask at the next review, and you answer "
                "with the "
                "same buttons. Example: `/ml review ML-12`",
            )
        case Order.REMIND:
            return words(
                "reply.about.remind",
                "`/ml remind &lt;project&gt;` shows who is asked what about a project, and when. The owner changes how "
                "often, as in `/ml remind ML-12 every 2 weeks`, `every workday`, `off` or `default`. I write at ten in "
                "the morning of your own day, on workdays, and once a day at most.",
            )
        case Order.DIGEST:
            return words(
                "reply.about.digest",
                "`/ml digest` tells when this channel gets its weekly digest: what changed, and what waits for "
                "somebody. `/ml digest now` shows it only to you. The lead moves it, as in `/ml digest friday "
                "16:00`, or "
                "turns it off with `/ml digest off`. `/ml digest me` sends you one of your own.",
            )
        case Order.TODO:
            return words(
                "reply.about.todo",
                "`/ml todo` shows you what waits for you: questions that somebody handed to you, ballots, and what is "
                "still open in your own projects.",
            )
        case Order.EXPORT:
            return words(
                "reply.about.export",
                "`/ml export &lt;project&gt;` sends you the project's charter as a file, in a direct message; "
                "`/ml export` "
                "sends a table of all projects here, `/ml export all` of all that you may see. `md`, `csv` or `json` "
                "behind it says as what, as in `/ml export ML-12 json`.",
            )
        case Order.SETTINGS:
            return words(
                "reply.about.settings",
                "`/ml settings` shows who leads the channel, in which language I speak to all of it, and when it "
                "works. The lead changes that: `/ml settings lead @somebody` (a person, or a user group beside them), "
                "`/ml settings language korean`. `/ml settings history` shows who changed what.",
            )
        case Order.HELP:
            return words(
                "reply.about.help",
                "`/ml help` shows what I can do. With a word behind it I explain that word: a command, as in "
                "`/ml help new`, or a term, as in `/ml help recall`. `/ml help glossary` lists all terms.",
            )
        case _:
            assert_never(order)
