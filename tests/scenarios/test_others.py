"""*What do others do?* on the question about prior work."""

import pytest
from inline_snapshot import snapshot

from tests.world import Thread, World

ENGLISH = ("Our support agents read every ticket and decide by hand which team gets it.", "4", "2", "3", "1", "2", "1")
KOREAN = ("상담원이 고객 문의를 하나하나 읽고 어느 팀에 보낼지 정해요.", "4", "2", "3", "1", "2", "1")


async def asked(world: World, name: str, line: str, go_on: str, point: str, *answers: str) -> Thread:
    thread = await world.start(name, line)
    await thread.say(name, *answers)
    await thread.click(name, go_on)
    await thread.say(name, point)
    return thread


@pytest.mark.both
async def test_others_in_english(world: World):
    thread = await asked(world, "ana", "/ml new Ticket routing", "Continue", "go to prior_art", *ENGLISH)

    await thread.click("ben", "What do others do?")

    assert world.slack.ephemerals("ben")[-1].text == snapshot("""\
*What others do that sounds like your project*
• *Ticket and mail routing (customers, internal IT)*
      Data: past routing (natural) · Helps a person, who checks the result · An error: Small annoyance or rework
*Others that work in the same way*
• *Text, mail and code completion*
      Data: accepted text (natural) · Helps a person, who checks the result · An error: Nobody minds
• *Voice assistant, camera alert, home health watch*
      Data: events, labelled clips · Helps a person, who checks the result · An error: Serious loss, legal trouble or unfairness
• *Customer or staff leaving*
      Data: past leavers (natural) · Helps a person, who checks the result · An error: Small annoyance or rework
• *Brand monitoring, sentiment*
      Data: labelled mentions · Helps a person, who checks the result · An error: Small annoyance or rework
This is what is usual, not a rule: your data and the cost of your errors may differ.\
""")


async def test_others_in_korean(world: World):
    thread = await asked(world, "minjun", "/ml 새로 문의 분류", "이어서 하기", "이동 prior_art", *KOREAN)

    await thread.click("minjun", "다른 곳은 어떻게 하나요?")

    assert world.slack.ephemerals("minjun")[-1].text == snapshot("""\
*이 프로젝트와 비슷해 보이는 사례*
• *문의·메일 분류(고객·사내 IT)*
      데이터: 과거 분류 기록(자연 레이블) · 사람을 돕고, 사람이 결과를 확인해요 · 오류가 나면: 조금 불편하거나 다시 하면 돼요
*같은 방식으로 작동하는 다른 사례*
• *문장·메일·코드 자동 완성*
      데이터: 사용자가 받아들인 문장(자연 레이블) · 사람을 돕고, 사람이 결과를 확인해요 · 오류가 나면: 아무도 신경 쓰지 않아요
• *음성 비서·보안 카메라·가정 건강 모니터링*
      데이터: 이벤트 기록, 레이블이 있는 영상·음성 조각 · 사람을 돕고, 사람이 결과를 확인해요 · 오류가 나면: 큰 손실·법적 문제·불공정이 생겨요
• *고객·직원 이탈 예측*
      데이터: 과거 이탈 기록(자연 레이블) · 사람을 돕고, 사람이 결과를 확인해요 · 오류가 나면: 조금 불편하거나 다시 하면 돼요
• *브랜드 모니터링·감성 분석*
      데이터: 레이블이 있는 언급 · 사람을 돕고, 사람이 결과를 확인해요 · 오류가 나면: 조금 불편하거나 다시 하면 돼요
흔한 경우일 뿐 규칙은 아니에요. 데이터와 오류의 대가는 팀마다 다를 수 있어요.\
""")
