"""The story that the demo tells: two people, two languages, two projects, four weeks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sandbox.message import Message
from sandbox.storyteller import CHANNEL, Storyteller
from sandbox.worked.script import scripts

LINE = 100


@dataclass(frozen=True, slots=True)
class Told:
    """The chapters as text, by their titles, and the pictures as PNG, by the names of their files."""

    chapters: Mapping[str, str]
    pictures: Mapping[str, bytes]

    @property
    def text(self) -> str:
        """The transcript, ending with a newline."""
        return "\n".join(
            f"── {title} {'─' * max(3, LINE - len(title))}\n\n{told}\n" for title, told in self.chapters.items()
        )


async def play_story(story: Storyteller) -> Told:
    """Play it in an empty workspace on an early Monday; the same every time when its clock and the ids are."""
    await story.until(_at(23, 15))
    menu = await _menu_helper(story)
    await story.until(_at(24, 1))
    tickets = await _ticket_routing(story)
    await _ballot(story, tickets)
    await _on_and_back(story, menu)
    board = await _board(story)
    await _results(story, menu)
    await _weeks(story, _at(30, 15) + timedelta(weeks=3))
    threads = {
        "Ana starts a project in English, changes her mind once, and takes it to the data, back, and on again": menu,
        "민준 starts one in Korean; three people score it, each on their own": tickets,
    }
    chapters = {title: story.slack.transcript(CHANNEL, thread=root) for title, root in threads.items()}
    chapters["The channel: what is ordered, the board, a digest every Monday"] = "\n".join(_channel(story))
    for name in ("ana", "minjun"):
        talk = story.slack.direct(name)
        if talk:
            chapters[f"What {name} is asked directly, as it stands in the end"] = story.slack.transcript(
                talk[0].channel
            )
    return Told(chapters, {"board.png": _picture(story, board), "results.png": _last_file(story, menu)})


async def _menu_helper(story: Storyteller) -> str:
    script = scripts()["menu_helper"]
    root = await story.start("ana", script.start)
    problem, value = script.quick[:2]
    await story.say("ana", root, problem, "// Ben, do we know how many guests ask the staff?")
    ts = await story.say("ana", root, "small")
    await story.click("ana", root, "1. Improves something software already does")
    await story.say("ana", root, "no idea, we could ask the kitchen", "2")
    await story.edit("ana", ts, value)
    await story.say("ana", root, "close stand-in", "proxy")
    await story.click("ana", root, "1. Nobody minds")
    await story.click("ana", root, "1. Nobody could be harmed or treated unfairly")
    await story.say("ana", root, script.rest)
    return root


async def _ticket_routing(story: Storyteller) -> str:
    script = scripts()["ticket_routing"]
    root = await story.start("minjun", script.start)
    await story.say("minjun", root, *script.quick[:3], "@jiwoo 이 부분은 함께 봐 주세요")
    await story.say("jiwoo", root, script.quick[3])
    await story.say("minjun", root, script.quick[4])
    await story.click("jiwoo", root, "2. 조금 불편하거나 다시 하면 돼요")
    await story.say("minjun", root, script.quick[6], script.rest, "상태")
    return root


async def _ballot(story: Storyteller, root: str) -> None:
    await story.click("ben", root, "참여하기")
    await story.order("minjun", "/ml 평가 고객 문의")
    await story.vote("jiwoo", root, value_size="small", data_quality=["trusted"])
    await story.vote("ben", root, value_size="very_large", data_access="request")
    await story.vote("minjun", root)
    await story.until(_at(25, 1))
    await story.order("minjun", "/ml 평가 고객 문의 마감")


async def _on_and_back(story: Storyteller, root: str) -> None:
    await story.until(_at(25, 15))
    await story.order("ana", "/ml stage menu planning")
    await story.order("ana", "/ml stage menu tick PL-X12")
    await story.order("ana", "/ml stage menu data")
    await story.until(_at(27, 15))
    await story.order(
        "ana", "/ml stage menu back D2P_EASIER_TASK A tap on “I took this” is easier to count than taste."
    )
    await story.say("ana", root, "Given a guest's table and the menu, predict the dish they will take")
    await story.order("ana", "/ml stage menu tick PL-X12")
    await story.order("ana", "/ml stage menu next")


async def _board(story: Storyteller) -> Message:
    await story.order("ana", "/ml board")
    board = story.slack.messages(CHANNEL)[-1]
    await story.sees(lambda: _image(board) is not None)
    return board


async def _results(story: Storyteller, root: str) -> None:
    """Two results against the baseline; the second one is drawn."""
    await _weeks(story, _at(30, 16))
    await story.order("ana", "/ml result menu accepted 34% pilot")
    await _weeks(story, _at(30, 16) + timedelta(days=2))
    await story.press("minjun", "순조로워요", story.slack.direct("minjun")[-1])  # he was asked a day before
    await story.order("ana", "/ml result menu accepted 39% pilot")
    await story.later(minutes=1)
    await story.later(minutes=1)
    await story.sees(lambda: any(message.files for message in story.thread(root)))


async def _weeks(story: Storyteller, until: datetime) -> None:
    """Day after day; twice a day, at ten in Seoul and at ten in New York, the bot looks at what is due."""
    now = story.slack.clock()
    day = datetime(now.year, now.month, now.day, tzinfo=UTC)
    while day <= until:
        for hour in (1, 15):
            moment = day + timedelta(hours=hour, minutes=1)
            if now < moment <= until:
                await story.until(moment)
        day += timedelta(days=1)
    await story.until(until)


def _at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def _channel(story: Storyteller) -> Iterator[str]:
    """The lines of the channel, without those of its threads."""
    for line in story.slack.transcript(CHANNEL).splitlines():
        if not line.startswith("    "):
            yield line


def _image(message: Message) -> str | None:
    """The file that a message shows."""
    for block in message.blocks:
        if block["type"] == "image":
            return str(block["slack_file"]["id"])
    return None


def _picture(story: Storyteller, message: Message) -> bytes:
    return _content(story, _image(message))


def _last_file(story: Storyteller, root: str) -> bytes:
    files = [str(file["id"]) for message in story.thread(root) for file in message.files]
    return _content(story, files[-1])


def _content(story: Storyteller, identity: str | None) -> bytes:
    file = story.slack.files.find(identity or "")
    return (file.content if file else None) or b""
