"""One block of every kind with one element of every kind, all of them such as Slack takes."""

from typing import Any

Json = dict[str, Any]

PICTURE = {"image_url": "https://images.example/plot.png", "alt_text": "A plot of the loss over time"}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(label: str, **more: Any) -> Json:
    return {"text": plain(label), "value": label.lower().replace(" ", "-"), **more}


OPTIONS = [option("Text"), option("Images"), option("Tabular data", description=plain("Rows and columns"))]
GROUPS = [{"label": plain("Known"), "options": OPTIONS[:2]}, {"label": plain("New"), "options": OPTIONS[2:]}]
CONFIRM = {
    "title": plain("Delete it?"),
    "text": plain("This cannot be undone. :warning:"),
    "confirm": plain("Delete"),
    "deny": plain("Keep"),
    "style": "danger",
}


def rich(*sections: Json) -> Json:
    return {"type": "rich_text", "elements": list(sections)}


def line(*parts: Json | str, kind: str = "rich_text_section") -> Json:
    return {"type": kind, "elements": [{"type": "text", "text": one} if isinstance(one, str) else one for one in parts]}


def listed(*items: Json, style: str = "bullet", **more: Any) -> Json:
    return {"type": "rich_text_list", "style": style, "elements": list(items), **more}


RICH = rich(
    line(
        {"type": "text", "text": "Bold", "style": {"bold": True}},
        ", ",
        {"type": "text", "text": "both", "style": {"bold": True, "italic": True}},
        ", ",
        {"type": "text", "text": "struck", "style": {"strike": True}},
        " and ",
        {"type": "text", "text": "code", "style": {"code": True}},
        " with ",
        {"type": "link", "url": "https://papers.example/a", "text": "a paper"},
        ", ",
        {"type": "user", "user_id": "U0ANA"},
        ", ",
        {"type": "channel", "channel_id": "C0GENERAL"},
        ", ",
        {"type": "usergroup", "usergroup_id": "S0LEADS"},
        ", ",
        {"type": "broadcast", "range": "here"},
        ", ",
        {"type": "emoji", "name": "tada"},
        ", ",
        {"type": "date", "timestamp": 1_798_000_000, "format": "{date_long} {time}", "fallback": "later"},
        ", ",
        {"type": "color", "value": "#1264a3"},
    ),
    listed(line("First"), line("Second")),
    listed(line("Below the second"), indent=1),
    listed(line("Deeper, numbered"), style="ordered", indent=2),
    listed(line("Third")),
    listed(line("One"), line("Two"), style="ordered"),
    line("Quoted words", kind="rich_text_quote"),
    line("def loss(x):\n    return x ** 2", kind="rich_text_preformatted"),
)


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


ROWS: list[list[Json]] = [
    [cell("Project"), cell("Owner"), cell("Score")],
    [cell("Menu helper"), rich(line({"type": "user", "user_id": "U0ANA"})), {"type": "raw_number", "value": 82.5}],
    [cell("수요 예측"), rich(line("nobody")), {"type": "raw_number", "value": 9, "text": "9.0"}],
]
SERIES = {
    "axis_config": {"categories": ["Q1", "Q2", "Q3"], "x_label": "Quarter", "y_label": "Projects"},
    "series": [
        {"name": "Started", "data": [{"label": q, "value": v} for q, v in (("Q1", 4), ("Q2", 7), ("Q3", 5))]},
        {"name": "Finished", "data": [{"label": q, "value": v} for q, v in (("Q1", 1), ("Q2", 3), ("Q3", 6))]},
    ],
}
PIE = {"type": "pie", "segments": [{"label": "Text", "value": 5}, {"label": "Images", "value": 3}]}
BUTTON: Json = {"type": "button", "action_id": "go", "text": plain("Go :rocket:"), "value": "42", "style": "primary"}
TASK = {"type": "task_card", "task_id": "t1", "title": "Collect data", "status": "complete"}

ELEMENTS: dict[str, Json] = {
    "button": {**BUTTON, "confirm": CONFIRM},
    "icon_button": {"type": "icon_button", "icon": "trash", "text": plain("Delete"), "action_id": "bin", "value": "1"},
    "feedback_buttons": {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": {"text": plain("Good"), "value": "up"},
        "negative_button": {"text": plain("Bad"), "value": "down", "accessibility_label": "This was bad"},
    },
    "workflow_button": {
        "type": "workflow_button",
        "action_id": "flow",
        "text": plain("Run"),
        "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft1/x"}},
    },
    "overflow": {
        "type": "overflow",
        "action_id": "more",
        "options": [option("Edit"), option("Read on", url="https://docs.example/")],
        "confirm": CONFIRM,
    },
    "image": {"type": "image", **PICTURE},
    "checkboxes": {
        "type": "checkboxes",
        "action_id": "boxes",
        "options": [{"text": mrkdwn("*Licensed* data"), "value": "licensed"}, *OPTIONS],
        "initial_options": [OPTIONS[1]],
    },
    "radio_buttons": {
        "type": "radio_buttons",
        "action_id": "radio",
        "options": OPTIONS,
        "initial_option": OPTIONS[0],
    },
    "datepicker": {"type": "datepicker", "action_id": "day", "initial_date": "2026-12-24"},
    "timepicker": {"type": "timepicker", "action_id": "hour", "initial_time": "09:30", "timezone": "Asia/Seoul"},
    "datetimepicker": {"type": "datetimepicker", "action_id": "moment", "initial_date_time": 1_798_000_000},
    "plain_text_input": {
        "type": "plain_text_input",
        "action_id": "text",
        "multiline": True,
        "min_length": 2,
        "max_length": 300,
        "initial_value": "Some words",
        "placeholder": plain("What for?"),
    },
    "number_input": {
        "type": "number_input",
        "action_id": "number",
        "is_decimal_allowed": True,
        "min_value": "0",
        "max_value": "10",
        "initial_value": "2.5",
    },
    "email_text_input": {"type": "email_text_input", "action_id": "mail", "initial_value": "ana@acme.example"},
    "url_text_input": {"type": "url_text_input", "action_id": "url", "placeholder": plain("https://")},
    "rich_text_input": {"type": "rich_text_input", "action_id": "rich", "initial_value": rich(line("Written before"))},
    "file_input": {"type": "file_input", "action_id": "file", "filetypes": ["csv", "json"], "max_files": 3},
    "static_select": {
        "type": "static_select",
        "action_id": "pick",
        "options": OPTIONS,
        "initial_option": OPTIONS[1],
        "placeholder": plain("Pick one"),
    },
    "multi_static_select": {
        "type": "multi_static_select",
        "action_id": "picks",
        "option_groups": GROUPS,
        "initial_options": [OPTIONS[0], OPTIONS[2]],
        "max_selected_items": 2,
    },
    "external_select": {"type": "external_select", "action_id": "far", "initial_option": OPTIONS[0]},
    "multi_external_select": {"type": "multi_external_select", "action_id": "fars", "initial_options": OPTIONS[:2]},
    "users_select": {"type": "users_select", "action_id": "who", "initial_user": "U0BEN"},
    "multi_users_select": {"type": "multi_users_select", "action_id": "whos", "initial_users": ["U0ANA", "U0MINJUN"]},
    "conversations_select": {
        "type": "conversations_select",
        "action_id": "where",
        "initial_conversation": "C0MLSECRET",
        "filter": {"include": ["public", "private"]},
    },
    "multi_conversations_select": {"type": "multi_conversations_select", "action_id": "wheres"},
    "channels_select": {"type": "channels_select", "action_id": "room", "initial_channel": "C0GENERAL"},
    "multi_channels_select": {"type": "multi_channels_select", "action_id": "rooms", "initial_channels": ["C0GENERAL"]},
}

BLOCKS: dict[str, list[Json]] = {
    "section": [
        {
            "type": "section",
            "text": mrkdwn(
                "*Bold*, _italic_, ~struck~ and `code`; a <https://papers.example/a|paper>, <@U0ANA>, <@U0MINJUN>, "
                "<#C0GENERAL>, <!here>, <!subteam^S0LEADS|@leads>, :tada: and "
                "<!date^1798000000^{date_short_pretty} at {time}|later>.\n"
                "&gt; quoted &amp; kept\n• a point\n```x &lt; 1```"
            ),
            "accessory": {**BUTTON, "style": "danger", "text": plain("Stop")},
        },
        {
            "type": "section",
            "fields": [mrkdwn("*Impact*\nhigh"), mrkdwn("*Feasibility*\nmedium"), plain("Owner\nAna")],
        },
        {"type": "section", "text": plain("A picture beside it"), "accessory": ELEMENTS["image"]},
        {"type": "section", "text": mrkdwn("Choose what it works on"), "accessory": ELEMENTS["static_select"]},
        {"type": "section", "text": mrkdwn("And a menu"), "accessory": ELEMENTS["overflow"]},
    ],
    "actions": [
        {
            "type": "actions",
            "elements": [
                BUTTON,
                {**BUTTON, "action_id": "b2", "style": "danger", "text": plain("Remove"), "confirm": CONFIRM},
                {"type": "button", "action_id": "b3", "text": plain("Read on"), "url": "https://docs.example/"},
                ELEMENTS["static_select"],
                ELEMENTS["users_select"],
                ELEMENTS["datepicker"],
                ELEMENTS["overflow"],
            ],
        }
    ],
    "context": [
        {"type": "context", "elements": [ELEMENTS["image"], mrkdwn("Step *2* of 6 · <@U0ANA> answers"), plain("small")]}
    ],
    "divider": [{"type": "divider"}],
    "header": [
        {"type": "header", "text": plain("Menu helper :bowl_with_spoon:")},
        {"type": "header", "text": plain("A smaller one"), "level": 2},
        {"type": "header", "text": plain("Smaller still"), "level": 3},
        {"type": "header", "text": plain("The smallest"), "level": 4},
    ],
    "image": [{"type": "image", **PICTURE, "title": plain("Loss")}],
    "input": [
        {
            "type": "input",
            "label": plain(kind.replace("_", " ").capitalize()),
            "element": element,
            "optional": kind == "plain_text_input",
            **({"hint": plain("A hint below it")} if kind == "number_input" else {}),
        }
        for kind, element in ELEMENTS.items()
        if kind not in ("button", "icon_button", "feedback_buttons", "workflow_button", "overflow", "image")
    ],
    "rich_text": [RICH],
    "video": [
        {
            "type": "video",
            "title": plain("How it works"),
            "alt_text": "A person at a desk",
            "thumbnail_url": "https://videos.example/still.png",
            "video_url": "https://videos.example/embed/1",
            "title_url": "https://videos.example/1",
            "provider_name": "Videos",
            "author_name": "Ana",
            "description": plain("Two minutes"),
        }
    ],
    "alert": [
        {"type": "alert", "text": mrkdwn(f"This is *{level}*"), "level": level}
        for level in ("default", "info", "warning", "error", "success")
    ],
    "card": [
        {
            "type": "card",
            "title": plain("Menu helper"),
            "subtitle": mrkdwn("by <@U0ANA>"),
            "body": mrkdwn("Suggests dishes from what is in stock."),
            "subtext": plain("Draft"),
            "icon": {"type": "image", **PICTURE},
            "hero_image": {"type": "image", **PICTURE},
            "actions": [BUTTON],
        }
    ],
    "carousel": [
        {
            "type": "carousel",
            "elements": [
                {"type": "card", "title": plain(name), "body": plain("One of three"), "slack_icon": {"name": "star"}}
                for name in ("First", "Second", "Third")
            ],
        }
    ],
    "container": [
        {
            "type": "container",
            "title": plain("Details"),
            "subtitle": plain("three parts"),
            "is_collapsible": True,
            "child_blocks": [
                {"type": "section", "text": mrkdwn("Inside")},
                {"type": "divider"},
                {"type": "actions", "elements": [BUTTON]},
            ],
        },
        {
            "type": "container",
            "rich_text_title": rich(line("A rich title")),
            "has_header_divider": True,
            "width": "narrow",
            "child_blocks": [{"type": "section", "text": mrkdwn("Inside")}],
        },
    ],
    "table": [
        {"type": "table", "rows": ROWS, "column_settings": [{"is_wrapped": True}, None, {"align": "right"}]},
    ],
    "data_table": [
        {"type": "data_table", "caption": "Projects", "rows": ROWS, "row_header_column_index": 0, "page_size": 5}
    ],
    "context_actions": [
        {"type": "context_actions", "elements": [ELEMENTS["feedback_buttons"], ELEMENTS["icon_button"]]},
    ],
    "markdown": [
        {
            "type": "markdown",
            "text": "# Title\nSome **bold** words, a [link](https://docs.example) and :tada:\n\n"
            "- [x] done\n- [ ] open\n\n"
            "| a | b |\n|---|--:|\n| 1 | 2 |\n\n```python\nprint(1)\n```\n\n![a plot](https://images.example/plot.png)",
        }
    ],
    "data_visualization": [
        {"type": "data_visualization", "title": "Kinds of data", "chart": PIE},
        {"type": "data_visualization", "title": "Projects per quarter", "chart": {"type": "bar", **SERIES}},
        {"type": "data_visualization", "title": "Projects as lines", "chart": {"type": "line", **SERIES}},
        {"type": "data_visualization", "title": "Projects as areas", "chart": {"type": "area", **SERIES}},
    ],
    "plan": [
        {
            "type": "plan",
            "title": "The plan",
            "tasks": [
                TASK,
                {"type": "task_card", "task_id": "t2", "title": "Train a baseline", "status": "in_progress"},
                {"type": "task_card", "task_id": "t3", "title": "Compare", "status": "pending"},
                {"type": "task_card", "task_id": "t4", "title": "Ask legal", "status": "error"},
            ],
        }
    ],
    "task_card": [
        {
            **TASK,
            "details": rich(line("From three sources")),
            "output": rich(line("12,000 rows")),
            "sources": [{"type": "url", "url": "https://docs.example/rows", "text": "the rows"}],
        }
    ],
}
