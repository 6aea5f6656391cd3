"""Three weeks in the life of six projects, so that there is something to look at when the sandbox starts."""

from datetime import datetime, time, timedelta

from sandbox.storyteller import Storyteller
from sandbox.worked.script import scripts

WEEKS = 3


def begins(now: datetime) -> datetime:
    """The midnight (UTC) with which it all begins: of a Monday, at least three weeks before `now`."""
    monday = now.date() - timedelta(weeks=WEEKS, days=now.weekday())
    return datetime.combine(monday, time(), now.tzinfo)


async def play_worked(story: Storyteller, now: datetime) -> None:
    """Everything that happened since `begins(now)`; the clock stands at `now` afterwards.

    Ana lives by New York, Ben by London, 민준 and 지우 by Seoul; each acts while it is day there. What time brought
    since the last of them, and the pictures, come a moment later.
    """
    weeks = _Weeks(story, begins(now))
    menu, tickets, falls = await weeks.first()
    await weeks.second(tickets, falls)
    await weeks.third(menu)
    story.pass_by(now)


class _Weeks:
    def __init__(self, story: Storyteller, start: datetime) -> None:
        self.story = story
        self.start = start

    async def first(self) -> tuple[str, str, str]:
        """All six begin. One is scored by three people, one gets by without ML."""
        story = self.story
        await self.at(0, 15)
        menu = await self.begun("menu_helper")
        await self.settings()
        await self.at(1, 1)
        tickets = await self.begun("ticket_routing")
        await self.at(1, 11)
        churn = await self.begun("churn_radar")
        await story.say("ben", churn, "// Ana, finance gave me the two amounts; I keep the mail.")
        await story.click("ben", menu, "Join")
        await self.at(2, 2)
        falls = await self.begun("fall_alert")
        await self.ballot(tickets)
        await self.at(3, 2)
        await story.order("minjun", "/ml 평가 고객 문의 마감")
        await story.order("minjun", "/ml 단계 고객 문의 계획")
        await self.begun("night_shuttle")
        await self.at(3, 15)
        await self.begun("region_sorter")
        await story.order("ana", "/ml stage menu planning")
        await story.order("ana", "/ml stage menu tick PL-X12")
        await self.at(4, 11)
        await story.order("ben", "/ml stage churn planning")
        await story.order("ben", "/ml stage churn tick PL-X12")
        await self.at(4, 15)
        await story.order("ana", "/ml decide region decline A table of postcodes does it; Ben loads one next week.")
        return menu, tickets, falls

    async def second(self, tickets: str, falls: str) -> None:
        """One goes on to the data and back, one straight to training; one waits, one ends."""
        story = self.story
        await self.at(7, 15)
        await story.order("ana", "/ml stage menu data")
        await self.at(8, 11)
        await story.order("ben", "/ml stage churn SKIP_DATA_READY Two years of sign-ins, with the month people left.")
        await self.at(9, 2)
        await story.say("jiwoo", falls, "// 보호자 모임에서 센서 이야기를 먼저 해 보려고 해요.")
        await story.order(
            "jiwoo", "/ml 단계 낙상 보류 PAUSE_DEPENDENCY 센서를 설치해도 되는지 동의를 먼저 받아야 해요."
        )
        await story.order("minjun", "/ml 단계 심야 중단 STOP_COST 시험 운행 한 달 비용이 기사 두 명의 연봉보다 컸어요.")
        await story.order("minjun", "/ml 점검 고객 문의")
        await story.press("minjun", "순조로워요")
        await story.say("minjun", tickets, "// 문의 양식에 유형을 넣는 일은 다음 주에 시작해요.")
        await self.at(9, 15)
        await story.order(
            "ana", "/ml stage menu back D2P_EASIER_TASK A tap on “I took this” is easier to count than taste."
        )
        await self.at(10, 11)
        await story.order("ben", "/ml result churn leavers 47% test")
        await self.at(10, 15)
        await story.order("ana", "/ml decide churn accept The retention team starts with it in the new quarter.")

    async def third(self, menu: str) -> None:
        """The data once more, a board with its weights, and a second result."""
        story = self.story
        await self.at(14, 15)
        await story.say("ana", menu, "Given a guest's table and the menu, predict the dish they will take")
        await story.order("ana", "/ml stage menu tick PL-X12")
        await story.order("ana", "/ml stage menu data")
        await self.at(17, 15)
        await story.order("ana", "/ml weights impact first")
        await story.press("ana", "Apply for everybody")
        await story.order("ana", "/ml board")
        await self.at(18, 11)
        await story.order("ben", "/ml result churn leavers 58% test")

    async def begun(self, name: str) -> str:
        return await scripts()[name].play(self.story)

    async def settings(self) -> None:
        """The lead says when the channel works."""
        await self.story.order("ana", "/ml settings")
        await self.story.press("ana", "Change")
        await self.story.send("ana", zone="America/New_York", country="US", digest="Monday 09:30")

    async def ballot(self, root: str) -> None:
        """Three people who do not see the same."""
        story = self.story
        await story.click("jiwoo", root, "참여하기")
        await story.click("ben", root, "참여하기")
        await story.order("minjun", "/ml 평가 고객 문의")
        await story.vote("jiwoo", root, value_size="small", error_cost="moderate", data_quality=["trusted"])
        await story.vote("ben", root, value_size="very_large", data_access="request")
        await story.vote("minjun", root)

    async def at(self, day: int, hour: int) -> None:
        """So many days after the start, at this hour (UTC)."""
        await self.story.until(self.start + timedelta(days=day, hours=hour))
