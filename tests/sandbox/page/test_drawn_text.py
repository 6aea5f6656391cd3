"""Slack's markup, rich text and Markdown as HTML."""

import pytest

from sandbox.page.dates import local, seconds
from sandbox.page.drawn import Drawn, Viewer
from tests.sandbox.page.conftest import ANA, MINJUN
from tests.sandbox.page.samples import line, listed, rich

ME = '<span class="bk-mention bk-mention--me">'
OTHER = '<span class="bk-mention">'


def inner(html: str) -> str:
    return html.removeprefix('<div class="bk-text">').removesuffix("</div>")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _italic_ ~gone~", "<strong>bold</strong> <em>italic</em> <s>gone</s>"),
        ("*_both_* and _*both*_", "<strong><em>both</em></strong> and <em><strong>both</strong></em>"),
        ("2*3*4 snake_case_name a * b * c", "2*3*4 snake_case_name a * b * c"),
        ("*not\nbold*", "*not<br>bold*"),
        ("**", "**"),
        ("`*code* &lt;b&gt;`", "<code>*code* &lt;b&gt;</code>"),
        ("before\n```\nx *y*\n  z\n```\nafter", "before<pre>x *y*\n  z</pre>after"),
        ("&gt; quoted\n&gt; twice\nnot", "<blockquote>quoted<br>twice</blockquote>not"),
        ("&gt;&gt;&gt; all\nof it", "<blockquote>all<br>of it</blockquote>"),
        ("a\n&gt; b", "a<blockquote>b</blockquote>"),
        ("• one\n• two", "• one<br>• two"),
        ("&amp;lt; &lt;b&gt; &amp;", "&amp;lt; &lt;b&gt; &amp;"),
        ("<@U0ANA> <@U0MINJUN> <@U0NOBODY>", f"{ME}@ana</span> {OTHER}@minjun</span> {OTHER}@U0NOBODY</span>"),
        ("<!here> <!subteam^S0LEADS|@leads>", f"{ME}@here</span> {OTHER}@leads</span>"),
        (
            "<#C0GENERAL|old-name>",
            '<a class="bk-mention" href="#C0GENERAL" data-channel="C0GENERAL">#general</a>',
        ),
        (":tada: :+1::skin-tone-4: :nosuch: 10:30:45", "🎉 👍🏽 :nosuch: 10:30:45"),
        (":flag-kr: a:zz:rocket:", "🇰🇷 a:zz🚀"),
        ("<!unknown^x|text> <>", "&lt;!unknown^x|text&gt; &lt;&gt;"),
        (
            "<!date^1798000000^{date_num} {time} {what}|later>",
            '<time datetime="2026-12-22T23:26:40-05:00">2026-12-22 11:26\u202fPM {what}</time>',
        ),
        ("<!date^soon^{date}|later &lt;b&gt;>", "later &lt;b&gt;"),
        ("", ""),
    ],
)
def test_mrkdwn(text: str, html: str, drawn: Drawn) -> None:
    assert inner(drawn.text(text, ANA)) == html


def test_bare_addresses_become_links_unless_the_text_is_verbatim(drawn: Drawn) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "(https://a.example/x_y_z?a=1&amp;b=2)."}}
    html = drawn.blocks([section], ANA)
    assert 'href="https://a.example/x_y_z?a=1&amp;b=2"' in html
    verbatim = {"type": "section", "text": {**section["text"], "verbatim": True}}  # type: ignore[dict-item]
    assert "href" not in drawn.blocks([verbatim], ANA)


def test_a_private_channel_keeps_its_name(drawn: Drawn) -> None:
    assert "#ml-secret" in drawn.text("<#C0MLSECRET|ml-secret>", ANA)
    outside = Viewer("U0BEN", "Europe/London", "en-GB")
    assert inner(drawn.text("<#C0MLSECRET|ml-secret>", outside)) == f"{OTHER}🔒 private channel</span>"


@pytest.mark.parametrize(
    ("form", "english", "korean"),
    [
        ("{date_short_pretty}", "today", "내일"),
        ("{date_long}", "Tuesday, December 22, 2026", "2026년 12월 23일 수요일"),
        ("{date_short}", "Dec 22, 2026", "2026. 12. 23."),
        ("{ago}", "in 18 hours", "18시간 후"),
    ],
)
def test_dates_follow_zone_and_language(form: str, english: str, korean: str, drawn: Drawn) -> None:
    text = f"<!date^1798000000^{form}|later>"
    assert f">{english}</time>" in drawn.text(text, ANA)
    assert f">{korean}</time>" in drawn.text(text, MINJUN)


def test_a_local_time_goes_there_and_back() -> None:
    assert local(1_798_000_020, "Asia/Seoul") == "2026-12-23T13:27"
    assert seconds("2026-12-23T13:27", "Asia/Seoul") == 1_798_000_020
    assert local("never", "Asia/Seoul") == ""
    assert local(0, "Not/AZone") == "1970-01-01T00:00"


def test_lists_of_rich_text_nest(drawn: Drawn) -> None:
    block = rich(
        listed(line("a")),
        listed(line("b"), indent=1),
        listed(line("c"), indent=1, style="ordered", offset=2),
        listed(line("d")),
    )
    assert (
        '<ul class="bk-level-0"><li>a'
        '<ul class="bk-level-1"><li>b</li></ul><ol class="bk-level-1" start="3"><li>c</li></ol>'
        "</li><li>d</li></ul>"
    ) in drawn.blocks([block], ANA)


def test_styles_of_rich_text_add_up(drawn: Drawn) -> None:
    part = {"type": "text", "text": "<x>", "style": {"bold": True, "italic": True, "code": True}}
    assert "<div><strong><em><code>&lt;x&gt;</code></em></strong></div>" in drawn.blocks([rich(line(part))], ANA)


def test_markdown_keeps_foreign_html_as_text(drawn: Drawn) -> None:
    text = "# Title\n<b>x</b> **y** :tada:\n\n- [x] done\n\n|a|\n|-:|\n|1|\n\n![plot](https://a.example/p.png)"
    html = drawn.blocks([{"type": "markdown", "text": text}], ANA)
    for part in (
        "<h3>Title</h3>",
        "&lt;b&gt;x&lt;/b&gt; <strong>y</strong> 🎉",
        "☑ done",
        '<td class="bk-right">1</td>',
        '<a href="https://a.example/p.png" target="_blank" rel="noopener noreferrer">plot</a>',
    ):
        assert part in html


def test_a_long_text_of_marks_is_drawn_at_once(drawn: Drawn) -> None:
    for mark in ("*a ", "_a ", "~", "`", "<", ":", "*_~`<", "&gt;", "<a|", "https://"):
        assert drawn.text(mark * (40_000 // len(mark)), ANA)
