"""Effects into Slack calls: one exhaustive match."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, assert_never

from bot.clock import Ids
from bot.i18n import Words
from bot.lanes import reactions_on
from bot.names import card_of, line_of, thread_of, verdict_of
from bot.views.among import Among
from bot.views.card import card_message
from bot.views.glossary import IN_THREAD, topic_message
from bot.views.message import Message
from bot.views.noted import completed_message, handed_over_message, noted_message
from bot.views.notices import cancel_question, explanation, sentence, status_message
from bot.views.overruling import overridden_message
from bot.views.question import folded_message, question_message
from bot.views.verdict import announcement, change_message, verdict_message
from bot.views.why import why_message
from bot.workspaces import Workspace
from flows.answers import values_of
from flows.conversation import Conversation
from flows.effects import (
    Ask,
    CardChanged,
    Completed,
    Conclude,
    ConfirmCancel,
    Effect,
    Explain,
    Fold,
    HandedOver,
    LookUp,
    Noted,
    Overridden,
    Remove,
    ShowInstead,
    ShowReasons,
    ShowStatus,
    Tell,
    Tick,
    Untick,
    VerdictChanged,
    VerdictRedrawn,
    Whisper,
)
from flows.flow import Flow
from flows.overview import Overview
from flows.reading import Context
from flows.text import Language
from storage.calls import Call
from storage.messages import Place

TICK = "white_check_mark"


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders the effects of one turn. `thread` is where the project's card is, once it is posted."""

    words: Words
    overview: Overview
    team: str
    channel: str
    thread: Place | None
    workspace: Workspace
    new_id: Ids
    otherwise: Mapping[str, Any] | None = None
    """What to call instead when Slack refuses the thread's messages for good."""
    among: Among | None = None
    """The project's neighbours, for whoever asks why."""

    def calls(self, effects: Iterable[Effect]) -> Iterator[Call]:
        for effect in effects:
            yield from self._calls(effect)

    def card(self, otherwise: Mapping[str, Any]) -> Call:
        """The first message of the thread."""
        payload = {"channel": self.channel, **_quiet(card_message(self.words, self.overview))}
        return Call(
            team=self.team,
            lane=thread_of(self._project),
            method="chat.postMessage",
            payload=payload,
            mark=self.new_id(),
            surface=card_of(self._project),
            otherwise=dict(otherwise),
        )

    def _calls(self, effect: Effect) -> Iterator[Call]:
        words, overview = self.words, self.overview
        match effect:
            case CardChanged():
                yield self._update(card_of(self._project), card_message(words, overview))
            case Ask(question=key, line=line):
                yield self._post(self._question(key, line, effect), surface=line_of(self._project, line))
            case ShowInstead(question=key, line=line):
                yield self._update(line_of(self._project, line), self._question(key, line, None))
            case Fold(question=key, line=line):
                folded = folded_message(words, self._flow[key], self._conversation.answers[key], self._context)
                yield self._update(line_of(self._project, line), folded)
            case Remove(line=line):
                yield self._change("chat.delete", line_of(self._project, line), {})
            case Tick(source=ts):
                yield self._react("reactions.add", ts)
            case Untick(source=ts):
                yield self._react("reactions.remove", ts)
            case Tell(sentence=said):
                yield self._post(sentence(words, said))
            case Whisper(person=person, sentence=said):
                yield self._whisper(person, sentence(words, said))
            case Explain(person=person, question=key):
                yield self._whisper(person, explanation(words, self._flow[key] if key else None))
            case LookUp(person=person, topic=topic):
                yield self._whisper(person, topic_message(_for_reader(words, topic), topic, IN_THREAD))
            case ShowStatus(person=person):
                yield self._whisper(person, status_message(words, overview))
            case ShowReasons(person=person):
                yield self._whisper(person, why_message(words, overview, self.among, person))
            case ConfirmCancel(person=person):
                yield self._whisper(person, cancel_question(words, self._project))
            case Noted():
                yield self._post(noted_message(words, overview, effect))
            case HandedOver():
                yield self._post(handed_over_message(words, overview, effect))
            case Completed():
                yield self._post(completed_message(words, overview))
            case Conclude():
                verdict = verdict_message(words, overview)
                yield self._post(verdict, surface=verdict_of(self._project))
                yield self._announce()
            case VerdictRedrawn():
                yield self._update(verdict_of(self._project), verdict_message(words, overview))
            case VerdictChanged(stays=stays):
                yield self._post(change_message(words, overview, stays=stays))
            case Overridden():
                yield self._post(overridden_message(words, overview))
            case _:
                assert_never(effect)

    @property
    def _project(self) -> str:
        return self.overview.project

    @property
    def _conversation(self) -> Conversation:
        return self.overview.conversation

    @property
    def _flow(self) -> Flow:
        return self.overview.flow

    def _question(self, key: str, line: int, asked: Ask | None) -> Message:
        answers, draft = self._conversation.answers, self._conversation.draft
        return question_message(
            self.words,
            self._project,
            self._flow,
            self._flow[key],
            line=line,
            context=self._context,
            note=asked.note if asked else None,
            answer=answers.get(key),
            draft=draft if draft and draft.question == key else None,
            answers=answers,
        )

    @property
    def _context(self) -> Context:
        """The rows that other answers point to."""
        return Context(answers=values_of(self._conversation.answers))

    def _post(self, message: Message, *, surface: str | None = None) -> Call:
        return self._call("chat.postMessage", thread_of(self._project), _quiet(message), surface=surface)

    def _whisper(self, person: str, message: Message) -> Call:
        payload = {"user": person, **message.payload}
        return self._call("chat.postEphemeral", thread_of(self._project), payload)

    def _call(self, method: str, lane: str, payload: dict[str, Any], *, surface: str | None = None) -> Call:
        return Call(
            team=self.team,
            lane=lane,
            method=method,
            payload={"channel": self.channel, **payload},
            mark=self.new_id(),
            surface=surface,
            thread=card_of(self._project),
            otherwise=dict(self.otherwise) if self.otherwise and surface else None,
        )

    def _update(self, surface: str, message: Message) -> Call:
        return self._change("chat.update", surface, message.payload)

    def _change(self, method: str, surface: str, payload: dict[str, Any]) -> Call:
        # A lane of its own: changing one message need not wait for the thread.
        return Call(team=self.team, lane=surface, method=method, payload=payload, mark=self.new_id(), target=surface)

    def _react(self, method: str, ts: str) -> Call:
        payload = {"channel": self.channel, "timestamp": ts, "name": TICK}
        lane = reactions_on(self.team, self.channel, ts)
        return Call(team=self.team, lane=lane, method=method, payload=payload, mark=self.new_id())

    def _announce(self) -> Call:
        link = self.workspace.link(self.channel, self.thread.ts) if self.thread else None
        payload = {"channel": self.channel, **_quiet(announcement(self.words, self.overview, link))}
        lane = thread_of(self._project)  # after the verdict itself
        return Call(self.team, lane, "chat.postMessage", payload, mark=self.new_id())


def _for_reader(words: Words, typed: str) -> Words:
    """Whoever types Korean reads it, also in a thread that is in English."""
    return replace(words, language=Language.KO) if re.search("[가-힣]", typed) else words


def _quiet(message: Message) -> dict[str, Any]:
    """A message that Slack does not decorate with previews of what it links to."""
    return {**message.payload, "unfurl_links": False, "unfurl_media": False}
