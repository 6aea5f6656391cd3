"""What a reply to a review does: stored, told where it belongs, and the question folded to one line."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from bot.aging import age
from bot.asking import about, name_of, question_of, row_of, thing
from bot.calendars import Calendars
from bot.i18n import Markup, Words
from bot.lanes import direct_to
from bot.limits import metric_entered
from bot.names import Did, card_of, thread_of
from bot.reminding import show_again
from bot.results import result
from bot.scheduling import scheduled
from bot.threads import take
from bot.views.message import escape
from bot.views.notices import sentence
from bot.views.reminder import REASON, offer_message
from bot.world import World
from flows.answers import values_of
from flows.cadence.asked import Asked, Deed, Item, More, after_reply
from flows.cadence.clocks import Subject
from flows.cadence.hand_over import accept, decline, offer
from flows.cadence.replies import Reply
from flows.cadence.review import Level, Review, reviewed
from flows.cadence.snooze import Refused, needs_reason, snooze
from flows.circumstances import circumstances
from flows.conversation import Conversation
from flows.effects import CardChanged
from flows.reading.result import Unreadable
from flows.results.result import Split
from flows.results.typed import read_result_line
from flows.text import Language, Phrase, phrase
from flows.turn import Turn
from storage.calls import Call
from storage.conversations import save_conversation
from storage.history import Event, record
from storage.homes import homes_changed
from storage.outbox import enqueue
from storage.projects import change_owner
from storage.reviews import (
    Addressee,
    Scheduled,
    choice_of,
    find_asked,
    reviews_of,
    save_asked,
    save_choice,
    save_reviews,
)
from storage.threads import Thread, get_thread


class Deal:
    """One reply of one person to one review."""

    def __init__(
        self,
        db: Connection,
        world: World,
        thread: Thread,
        one: Scheduled,
        by: str,
        day: date | None,
        now: datetime,
    ) -> None:
        self.db, self.world, self.thread, self.one = db, world, thread, one
        self.by, self.day, self.now = by, day, now
        self.days = Calendars(db, thread.project.team)
        self.calendar = self.days.of(by, thread.project.channel)
        self.today = self.calendar.day_of(now)

    def problem(self, deed: Deed, typed: str, reason: str) -> Phrase | tuple[str, Phrase] | None:
        """What is wrong with what was filled in."""
        match deed:
            case More.PICK_DAY:
                try:
                    until = date.fromisoformat(typed)
                except ValueError:
                    return phrase("review.no_day", "Please pick a day.")
                tried = snooze(self.one.review, until, self.today, self.calendar, reason)
                if isinstance(tried, Refused):
                    late = needs_reason(self.one.review) and not reason.strip() and until > self.today
                    return (REASON, tried.problem) if late else tried.problem
            case More.HAND_OVER:
                if typed == self.world.workspaces.of(self.thread.project.team).user:
                    return phrase("ask.bot", "I only ask; please choose a person.")
                tried_offer = offer(self.one.review, typed)
                if isinstance(tried_offer, Refused):
                    return tried_offer.problem
            case Reply.BLOCKED:
                if not typed:
                    return phrase("review.no_note", "Please say in a few words what is in the way.")
            case _ if self.one.review.clock.subject is Subject.OBJECTIVE:
                read = read_result_line(typed, values_of(self.thread.conversation.answers), self.one.review.clock.row)
                return read.problem if isinstance(read, Unreadable) else None
            case _:
                if not any(sign.isdigit() for sign in typed) or len(typed) > 100:
                    return phrase("review.no_value", "Please give the value as a number, such as 0.82 or 82%.")
        return None

    def review(self, deed: Deed, value: str | None = None) -> None:
        """It is looked at; a new round begins."""
        self._save(reviewed(self.one.review, self.today), value)
        self._told(Did.REVIEWED, {"reply": deed.value, **({"value": value} if value else {})})
        self.settle(deed, value or "")
        if self.one.review.clock.subject is Subject.PROJECT:
            self._looked()

    def value(self, typed: str, note: str) -> None:
        """An objective's value is a result like any other; another one is kept with the review."""
        if self.one.review.clock.subject is Subject.OBJECTIVE:
            words = self.days.words(self.by, Language(self.thread.project.language))
            line = f"{thing(self.thread, self.one.review)} {typed} {self._split()}"
            result(self.db, self.world, self.thread, words, line, by=self.by, now=self.now)
            self.review(Reply.ENTER_VALUE, typed)
            if note:
                self._say(phrase("review.note_told", "{who}: {note}", who=Markup(f"<@{self.by}>"), note=note))
            return
        self.review(Reply.ENTER_VALUE, typed)
        said = phrase(
            "review.value_told",
            "{who} entered a value for {what}: {value}",
            who=Markup(f"<@{self.by}>"),
            what=self._what(),
            value=typed,
        )
        self._say(phrase("review.with_note", "{said} — {note}", said=said, note=note) if note else said)
        if self.one.review.clock.subject is Subject.METRIC:
            row = row_of(self.thread, self.one.review)
            metric_entered(self.db, self.world, self.thread, row, typed, by=self.by, now=self.now)

    def _split(self) -> Split:
        """On what it was measured, going by the stage."""
        match self.thread.project.stage:
            case "operation":
                return Split.PRODUCTION
            case "deployment":
                return Split.PILOT
            case _:
                return Split.VAL

    def hold(self, deed: Reply) -> None:
        """Nothing new, but it was looked at: what would follow waits."""
        self._save(after_reply(self.one.review, deed, self.today))
        self._told(Did.PUT_OFF, {"reply": deed.value})
        self.settle(deed)

    def blocked(self, note: str) -> None:
        self._save(after_reply(self.one.review, Reply.BLOCKED, self.today))
        self._told(Did.BLOCKED, {"note": note})
        self.settle(Reply.BLOCKED, note)
        self._say(
            phrase(
                "review.blocked_told",
                "{who} says that {what} is blocked: {note}",
                who=Markup(f"<@{self.by}>"),
                what=self._what(),
                note=note,
            )
        )

    def snooze(self, deed: Deed, until: date, reason: str = "") -> Phrase | None:
        """Ask again then; why not, if that may not be."""
        later = snooze(self.one.review, until, self.today, self.calendar, reason)
        if isinstance(later, Refused):
            return later.problem
        self._save(later)
        day = later.snoozed_until or until
        self._told(Did.PUT_OFF, {"until": day.isoformat(), **({"reason": reason.strip()} if reason.strip() else {})})
        self.settle(deed, day.isoformat())
        if needs_reason(self.one.review):
            self._say(
                phrase(
                    "review.put_off_told",
                    "{who} put the review of {what} off once more: {reason}",
                    who=Markup(f"<@{self.by}>"),
                    what=self._what(),
                    reason=reason.strip(),
                )
            )
        return None

    def offer(self, to: str) -> None:
        offered = offer(self.one.review, to)
        assert isinstance(offered, Review)
        self._save(offered)
        self._told(Did.OFFERED, {"to": to})
        self.settle(More.HAND_OVER)
        project = self.thread.project
        words = self.days.words(to, Language(project.language))
        item = Item(review=offered.key, level=Level.ASKED)
        asked = replace(
            question_of(self.db, self.world, self.thread, self.one, item, words),
            text=phrase(
                "review.offered",
                "{who} asks you to take this over: {what}",
                who=Markup(f"<@{self.by}>"),
                what=self._what(words),
            ),
            lead=None,
            replies=(More.ACCEPT, More.DECLINE),
        )
        shown = offer_message(words, asked)
        payload = {"channel": to, **shown.payload, "unfurl_links": False, "unfurl_media": False}
        call = Call(project.team, direct_to(project.team, to), "chat.postMessage", payload, self.world.new_id())
        enqueue(self.db, [call], due_at=self.now)

    def accept(self) -> Phrase | None:
        """Take it over; why not, if it is not offered any more."""
        taken = accept(self.one.review, self.by, self.today)
        if isinstance(taken, Refused):
            return taken.problem
        project, clock = self.thread.project, self.one.review.clock
        if clock.subject is Subject.PROJECT:
            self._new_owner()
        else:
            choice = choice_of(self.db, project.id)
            owners = {**choice.owners, clock.row: self.by}
            save_choice(self.db, project.id, choice.model_copy(update={"owners": owners}))
            self._save(taken)
        self._told(Did.OWNED, {"from": clock.owner})
        self._say(
            phrase(
                "review.taken_told",
                "{who} takes over {what}.",
                who=Markup(f"<@{self.by}>"),
                what=self._what(),
            )
        )
        return None

    def decline(self) -> Phrase | None:
        kept = decline(self.one.review, self.by)
        if isinstance(kept, Refused):
            return kept.problem
        self._save(kept)
        self._told(Did.DECLINED, {"from": self.one.review.clock.owner})
        project, owner = self.thread.project, self.one.review.clock.owner
        words = self.days.words(owner, Language(project.language))
        said = phrase(
            "review.declined_told",
            "{who} cannot take this over: {what}. It stays with you.",
            who=Markup(f"<@{self.by}>"),
            what=self._what(words),
        )
        payload = {"channel": owner, **sentence(words, said).payload}
        call = Call(project.team, direct_to(project.team, owner), "chat.postMessage", payload, self.world.new_id())
        enqueue(self.db, [call], due_at=self.now)
        return None

    def _new_owner(self) -> None:
        project, told = self.thread.project, self.thread.conversation
        participants = tuple(dict.fromkeys((*told.participants, self.by)))
        after = told.model_copy(update={"owner": self.by, "participants": participants})
        change_owner(self.db, project.id, self.by, at=self.now)
        owned = replace(self.thread, project=replace(project, owner=self.by))
        take(self.db, self.world, owned, self.by, lambda i, c, at: Turn(after, (CardChanged(),)), now=self.now)
        cleared = [
            scheduled(self.days, owned.project, replace(one.review, offered_to=None), one.value)
            for one in reviews_of(self.db, project.id)
            if one.review.offered_to == self.by and one.review.clock.subject is Subject.PROJECT
        ]
        save_reviews(self.db, cleared)

    def _save(self, review: Review, value: str | None = None) -> None:
        project = self.thread.project
        save_reviews(self.db, [scheduled(self.days, project, review, value or self.one.value)])
        homes_changed(self.db, project.team, {review.clock.owner, self.by}, due_at=self.now)

    def _told(self, what: Did, after: Mapping[str, object]) -> None:
        event = Event(self.now, self.by, what, about(self.one.review), None, dict(after))
        record(self.db, self.thread.project.id, [event])

    def _looked(self) -> None:
        """The score is as fresh as this review."""
        told: Conversation = get_thread(self.db, self.thread.project.id).conversation
        if told.reviewed != self.today:
            after = told.model_copy(update={"reviewed": self.today, "turn": told.turn + 1})
            save_conversation(self.db, after)
            around = circumstances(told, self.thread.project.stage, self.now.astimezone(UTC).date())
            if around.freshness.share != 1:  # else the day on which it is looked at again comes early, and moves on
                age(self.db, self.world, self.thread.project.id, now=self.now)

    def settle(self, deed: Deed, detail: str = "") -> None:
        """In the message that asked, the question becomes one line."""
        if self.day is None:
            return
        who = Addressee(self.thread.project.team, self.by)
        found = find_asked(self.db, who, self.day)
        if found is None:
            return
        asked = Asked.model_validate_json(found)
        if not asked.about(self.one.review.key):
            return
        asked = asked.settled(self.one.review.key, deed, detail)
        save_asked(self.db, who, self.day, asked.model_dump_json(exclude_defaults=True))
        show_again(self.db, self.world, who, self.day, now=self.now)

    def _say(self, said: Phrase) -> None:
        """One line in the project's thread."""
        project = self.thread.project
        words = Words(Language(project.language), escape)
        payload = {"channel": project.channel, **sentence(words, said).payload}
        lane, card = thread_of(project.id), card_of(project.id)
        call = Call(project.team, lane, "chat.postMessage", payload, self.world.new_id(), thread=card)
        enqueue(self.db, [call], due_at=self.now)

    def _what(self, words: Words | None = None) -> object:
        """The project, or one of its objectives."""
        name = name_of(self.world, self.thread, words or Words(Language(self.thread.project.language), escape))
        if not row_of(self.thread, self.one.review):
            return name
        what = thing(self.thread, self.one.review)
        return phrase("review.thing", "{objective} ({project})", objective=what, project=name)
