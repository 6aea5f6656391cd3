"""The bot introduces itself where it is brought in."""

import pytest
from inline_snapshot import snapshot

from tests.world import World


@pytest.mark.both
async def test_it_says_what_to_type_once_in_a_channel(world: World):
    await world.person("ana").invite("groundwork", "#general")
    await world.settled()
    assert world.slack.transcript("#general") == snapshot("""\
Groundwork: 👋 I get an ML project's groundwork done before anyone trains a model.
  Type `/ml new` and a name: I ask eight questions in a thread. Type your answers or press the buttons.
  Then you see whether ML is the right tool, and why. `/ml help` shows all else I can do.\
""")

    await world.person("ana").remove("groundwork", "#general")
    await world.person("minjun").invite("groundwork", "#general")
    await world.settled()
    assert len(world.slack.messages("#general")) == 1


async def test_it_speaks_the_language_of_whoever_brought_it(world: World):
    await world.person("minjun").invite("groundwork", "#general")
    await world.settled()
    assert world.slack.messages("#general")[0].text == snapshot("""\
👋 모델을 학습시키기 전에 ML 프로젝트의 기초를 함께 다져 드려요.
`/ml 새로` 뒤에 이름을 써 주세요. 스레드에서 질문 여덟 개를 드릴게요. 답은 글로 쓰거나 버튼을 누르면 돼요.
그러면 ML이 맞는 도구인지, 왜 그런지 보여 드려요. 다른 기능은 `/ml 도움말`에서 볼 수 있어요.\
""")


async def test_other_peoples_arrival_is_nothing_to_it(world: World):
    await world.person("ana").invite("gast", "#ml-secret")
    await world.settled()
    assert world.slack.messages("#ml-secret") == []


async def test_where_projects_are_it_need_not_introduce_itself(world: World):
    await world.start("ana", "/ml new Menu helper")
    await world.person("ana").invite("groundwork", "#ml-projects")
    await world.settled()
    assert len(world.slack.messages("#ml-projects")) == 1
