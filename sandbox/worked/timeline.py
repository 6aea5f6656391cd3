"""Three weeks in the life of six projects, so that there is something to look at when the sandbox starts."""

from datetime import datetime, time, timedelta

from sandbox.storyteller import CHANNEL, Storyteller
from sandbox.worked.script import scripts

WEEKS = 3


def begins(now: datetime) -> datetime:
    """When the first project was started: midnight (UTC) of the Monday at least three weeks before `now`."""
    monday = now.date() - timedelta(weeks=WEEKS, days=now.weekday())
    return datetime.combine(monday, time(), now.tzinfo)


async def play_worked(story: Storyteller, now: datetime) -> None:
    """Everything that happened since `begins(now)`; the clock stands at `now` afterwards.

    Ana and Ben live by New York and London, 민준 and 지우 by Seoul; each acts while it is day there.
    """
    await _Weeks(story, begins(now)).play()
    await story.until(now)


class _Weeks:
    def __init__(self, story: Storyteller, start: datetime) -> None:
        self.story = story
        self.start = start

    async def play(self) -> None:
        await self.at(0, 14)
        menu = await self.begin("menu_helper")
        await self.settings()
        await self.at(1, 1)
        tickets = await self.begin("ticket_routing")
        await self.story.say("minjun", tickets, "@jiwoo 이 프로젝트를 함께 봐 주세요")
        await self.at(1, 11)
        churn = await self.begin("churn_radar")
        await self.story.say("ben", churn, "// Ana, finance gave me the two amounts; I keep the mail.")
        await self.at(2, 1)
        falls = await self.begin("fall_alert")
        shuttle = await self.begin("night_shuttle")
        await self.ballot(tickets)
        await self.at(2, 14)
        regions = await self.begin("region_sorter")
        await self.story.click("ben", menu, "Join")

        await self.menu_in_data_and_back()
        await self.churn_in_training()
        await self.decisions(falls, shuttle, regions)
        await self.menu_in_data_again(menu)
        await self.results()
        await self.board()

    async def begin(self, name: str) -> str:
        return await scripts()[name].play(self.story)

    async def settings(self) -> None:
        """The lead sets when the channel works."""
        await self.story.order("ana", "/ml settings")
        await self.story.press("ana", "Change")
        await self.story.send("ana", zone="America/New_York", country="US", digest="Monday 09:30")

    async def ballot(self, root: str) -> None:
        """A round in which two do not see the same; closed a day later."""
        story = self.story
        await story.click("jiwoo", root, "참여하기")
        await story.click("ben", root, "참여하기")
        await story.order("minjun", "/ml 평가 고객 문의")
        await story.click("jiwoo", root, "round.ballot")
        await story.send("jiwoo", value_size="small", error_cost="moderate", data_quality=["trusted"])
        await story.click("ben", root, "round.ballot")
        await story.send("ben", value_size="very_large", data_access="request")
        await story.click("minjun", root, "round.ballot")
        await story.send("minjun")
        await self.at(3, 1)
        await story.order("minjun", "/ml 평가 고객 문의 마감")
        await story.order("minjun", "/ml 단계 고객 문의 계획")

    async def menu_in_data_and_back(self) -> None:
        story = self.story
        await self.at(3, 15)
        await story.order("ana", "/ml stage menu planning")
        await story.order("ana", "/ml stage menu tick PL-X12")
        await self.at(7, 15)
        await story.order("ana", "/ml stage menu data")
        await self.at(9, 15)
        await story.order("ana", "/ml stage menu back D2P_EASIER_TASK A tap on “I took this” is easier to count than taste.")

    async def menu_in_data_again(self, root: str) -> None:
        story = self.story
        await self.at(14, 15)
        await story.click("ana", root, "Keep it")
        await story.order("ana", "/ml stage menu tick PL-X12")
        await story.order("ana", "/ml stage menu data")

    async def churn_in_training(self) -> None:
        """Labelled data is there already: planning leads straight to training."""
        story = self.story
        await self.at(10, 11)
        await story.order("ben", "/ml stage churn planning")
        await story.order("ben", "/ml stage churn tick PL-X12")
        await story.order("ben", "/ml stage churn SKIP_DATA_READY Two years of sign-ins with the month people left.")

    async def decisions(self, falls: str, shuttle: str, regions: str) -> None:
        story = self.story
        await self.at(11, 1)
        await story.order("jiwoo", "/ml 단계 낙상 보류 PAUSE_DEPENDENCY 센서 설치 동의를 먼저 받아야 해요")
        await story.order("minjun", "/ml 단계 심야 중단 STOP_COST 시험 운행 한 달 비용이 기사 두 명의 연봉보다 컸어요.")
        await self.at(11, 14)
        await story.order("ana", "/ml decide churn accept The retention team starts with it in the new quarter.")

    async def results(self) -> None:
        story = self.story
        for day, value in ((12, 47), (15, 55), (18, 61)):
            await self.at(day, 11)
            await story.order("ben", f"/ml result churn leavers {value}% test")
            await story.later(minutes=1)
        await story.later(minutes=1)

    async def board(self) -> None:
        """Weights are tried, applied and shown."""
        story = self.story
        await self.at(18, 14)
        await story.order("ana", "/ml weights impact first")
        await story.press("ana", "Apply for everybody")
        await story.order("ana", "/ml board")

    async def at(self, day: int, hour: int) -> None:
        """So many days after the start, at this hour (UTC)."""
        await self.story.until(self.start + timedelta(days=day, hours=hour))
