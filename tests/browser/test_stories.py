"""Somebody who has never seen it takes a project from the command to its reasons, by typing and by clicking."""

from playwright.async_api import expect

from tests.browser.screen import Screen
from tests.world import World

KOREAN_ANSWERS = (
    ("규칙", "대부분 해결돼서 지금 내놓을 만해요"),
    ("예측이 한 번 틀리면", "아무도 신경 쓰지 않아요"),
    ("윤리적으로 괜찮은가요", "피해나 불공정이 생기지 않아요"),
)


async def test_a_project_in_english(world: World, screen: Screen) -> None:
    await screen.at("ana")

    # She starts it by typing the command.
    await screen.write("/ml new Menu helper")
    await screen.open_thread("ML-1")

    # She answers by typing and by clicking.
    await screen.reply("First-time guests cannot choose a dish because the menu is long.")
    await expect(screen.message("ML-1")).to_contain_text("First-time guests")
    await screen.reply("large")
    await screen.press("1. Improves something software already does")
    await expect(screen.answer("Would a rule, a lookup table")).to_be_visible()
    await screen.shot("english-1-question")

    # She edits an answer.
    menu = await screen.menu_of(screen.answer("large"))
    await menu.get_by_role("menuitem", name="Edit message").click()
    editor = screen.page.locator(".editor textarea")
    await editor.fill("moves one team's number")
    await editor.press("Enter")
    await expect(screen.answer("how big is the benefit")).to_contain_text("Moves one team's number")

    # She opens the form; what is missing is said there, and what is known stands there already.
    await screen.press("Form")
    await expect(screen.modal.get_by_label("What should we call this project?")).to_have_value("Menu helper")
    await screen.modal.get_by_role("button", name="See verdict").click()
    await expect(screen.modal.get_by_role("alert").first).to_have_text("Please complete this required field.")
    await screen.shot("english-2-form")
    await screen.modal.get_by_label("Would a rule, a lookup table").select_option(
        label="Mostly: good enough to ship now"
    )
    await screen.modal.get_by_role("radio", name="Data with a close stand-in label").check()
    await screen.modal.get_by_label("What happens when one prediction").select_option(label="Nobody minds")
    await screen.modal.get_by_label("Is it right to let a model").select_option(
        label="Nobody could be harmed or treated unfairly"
    )
    await screen.modal.get_by_role("button", name="See verdict").click()
    await expect(screen.modal).to_be_hidden()
    await expect(screen.answer("Here is a first verdict")).to_contain_text("Verdict: Go, rules first")
    await expect(screen.message("ML-1")).to_contain_text("Menu helper")

    # She asks why, and is told privately.
    await screen.reply("why")
    reasons = screen.answer("stands where it stands")
    await expect(reasons).to_contain_text("Only visible to you")
    await screen.shot("english-3-why")

    # Ben votes blind, and she closes the round.
    await screen.press("Score it too")
    await expect(screen.answer("Blind ballot")).to_contain_text("Scored so far: 0 of 1")
    await screen.become("ben")
    await screen.open_thread("First-time guests")
    await screen.press("Score it")
    await expect(screen.modal).to_contain_text("Blind ballot")
    await screen.modal.get_by_label("If this works, how big").select_option(label="Moves a company-level number")
    await screen.modal.get_by_role("checkbox").first.check()
    await screen.shot("english-4-ballot")
    await screen.modal.get_by_role("button", name="Cast my ballot").click()
    await expect(screen.answer("Your ballot is in")).to_be_visible()


async def test_a_project_in_korean(world: World, screen: Screen) -> None:
    await screen.at("minjun")

    await screen.write("/ml 새로 고객 문의 분류")
    await screen.open_thread("ML-1")
    await screen.reply("고객이 여러 부서를 거쳐야 해서 답변을 받기까지 몇 시간씩 기다려요.")
    await expect(screen.message("ML-1")).to_contain_text("고객이 여러 부서를")
    await screen.reply("제품이나 부서")
    await screen.press("2. 사람을 돕고, 사람이 결과를 확인해요")
    await screen.shot("korean-1-question")

    menu = await screen.menu_of(screen.answer("제품이나 부서"))
    await menu.get_by_role("menuitem", name="메시지 편집").click()
    editor = screen.page.locator(".editor textarea")
    await editor.fill("한 팀의 숫자")
    await editor.press("Enter")
    await expect(screen.answer("얼마나 큰 이득이")).to_contain_text("한 팀의 숫자를 움직여요")

    await screen.press("양식")
    await expect(screen.modal.locator("input").first).to_have_value("고객 문의 분류")
    await screen.modal.locator("[data-view-submit]").click()
    await expect(screen.modal.get_by_role("alert").first).to_have_text("필수 항목이에요. 입력해 주세요.")
    await screen.shot("korean-2-form")
    for question, label in KOREAN_ANSWERS:
        await screen.modal.get_by_label(question).select_option(label=label)
    await screen.modal.get_by_role("radio", name="비슷한 레이블이 있는 데이터").check()
    await screen.modal.locator("[data-view-submit]").click()
    await expect(screen.modal).to_be_hidden()
    await expect(screen.answer("판정:")).to_be_visible()

    await screen.reply("왜")
    await expect(screen.answer("나에게만 보여요")).to_contain_text("고객 문의 분류")
    await screen.shot("korean-3-why")
    await screen.press("함께 평가하기")
    await expect(screen.answer("블라인드 평가")).to_be_visible()
    await screen.become("jiwoo")
    await screen.open_thread("고객이 여러 부서를")
    await screen.press("평가하기")
    await screen.modal.get_by_label("얼마나 큰 이득이").select_option(label="회사 전체 숫자를 움직여요")
    await screen.shot("korean-4-ballot")
    await screen.modal.locator("[data-view-submit]").click()
    await expect(screen.answer("나에게만 보여요")).to_be_visible()
