"""The rules of tables and charts."""

from typing import Any

from sandbox.blocks import limits
from sandbox.blocks.rich_text import rich_text, words
from sandbox.blocks.sheet import Json, Sheet


def table(sheet: Sheet, value: Json, at: str) -> None:
    """A table block; one to a message."""
    sheet.keys(value, at, ("rows",), ("block_id", "column_settings"))
    if sheet.add("tables", 1) > 1:
        sheet.wrong(at, "only_one_table_allowed")
    size = _rows(sheet, value.get("rows"), at, limits.TABLE_ROWS, least=1, header=False)
    if max(size, sheet.add("table text", size)) > limits.TABLE_TEXT:
        sheet.wrong(at, f"tables must be no more than {limits.TABLE_TEXT} characters")
    if "column_settings" in value:
        for place, setting in sheet.items(value["column_settings"], f"{at}/column_settings", limits.TABLE_COLUMNS):
            if setting is not None and sheet.thing(setting, place):
                sheet.keys(setting, place, (), ("align", "is_wrapped"))
                sheet.one_of(setting.get("align"), f"{place}/align", ("left", "center", "right"))


def data_table(sheet: Sheet, value: Json, at: str) -> None:
    """A data_table block."""
    more = ("block_id", "page_size", "row_header_column_index")
    sheet.keys(value, at, ("caption", "rows"), more)
    sheet.whole(value.get("page_size"), f"{at}/page_size", 1, limits.DATA_TABLE_PAGE)
    size = _rows(sheet, value.get("rows"), at, limits.DATA_TABLE_ROWS, least=2, header=True)
    if sheet.add("data table text", size) > limits.DATA_TABLE_TEXT:
        sheet.wrong(at, f"tables must be no more than {limits.DATA_TABLE_TEXT} characters")


def _rows(sheet: Sheet, rows: Any, at: str, most: int, *, least: int, header: bool) -> int:
    size = 0
    widths = set()
    for place, row in sheet.items(rows, f"{at}/rows", most, least=least):
        cells = list(sheet.items(row, place, limits.TABLE_COLUMNS))
        widths.add(len(cells))
        first = header and place.endswith("/0")
        size += sum(_cell(sheet, cell, pointer, plain=first) for pointer, cell in cells)
    if header and len(widths) > 1:
        sheet.wrong(f"{at}/rows", "rows must be of equal length")
    return size


def _cell(sheet: Sheet, cell: Any, at: str, *, plain: bool) -> int:
    if not sheet.thing(cell, at):
        return 0
    match cell.get("type"):
        case "raw_text":
            sheet.keys(cell, at, ("text",))
            sheet.length(cell.get("text"), f"{at}/text", limits.DATA_TABLE_TEXT)
            return words(cell)
        case "raw_number":
            sheet.keys(cell, at, ("value",), ("text",))
            return len(str(cell.get("value", "")))
        case "rich_text" if not plain:
            rich_text(sheet, cell, at)
            return words(cell)
        case kind:
            sheet.wrong(f"{at}/type", f"unsupported type: {kind}")
            return 0


def chart(sheet: Sheet, value: Json, at: str) -> None:
    """A data_visualization block."""
    sheet.keys(value, at, ("title", "chart"), ("block_id",))
    sheet.length(value.get("title"), f"{at}/title", limits.CHART_TITLE)
    if sheet.add("charts", 1) > limits.CHARTS:
        sheet.wrong(at, f"no more than {limits.CHARTS} charts allowed")
    body, place = value.get("chart"), f"{at}/chart"
    if not sheet.thing(body, place) or body is None:
        return
    if not sheet.one_of(body.get("type"), f"{place}/type", ("pie", "bar", "area", "line")):
        return
    if body.get("type") == "pie":
        for pointer, segment in sheet.items(body.get("segments"), f"{place}/segments", limits.CHART_SERIES):
            if sheet.thing(segment, pointer):
                sheet.length(segment.get("label"), f"{pointer}/label", limits.CHART_LABEL)
                amount = segment.get("value")
                if not isinstance(amount, int | float) or amount <= 0:
                    sheet.wrong(f"{pointer}/value", "must be more than 0")
        return
    _series(sheet, body, place)


def _series(sheet: Sheet, body: Json, at: str) -> None:
    axis = body.get("axis_config")
    categories = axis.get("categories") if isinstance(axis, dict) else None
    series = body.get("series")
    for pointer, one in sheet.items(series, f"{at}/series", limits.CHART_SERIES):
        if not sheet.thing(one, pointer):
            continue
        sheet.length(one.get("name"), f"{pointer}/name", limits.CHART_LABEL)
        points = list(sheet.items(one.get("data"), f"{pointer}/data", limits.CHART_POINTS))
        for place, point in points:
            if sheet.thing(point, place):
                sheet.length(point.get("label"), f"{place}/label", limits.CHART_LABEL)
        if isinstance(categories, list) and len(points) != len(categories):
            sheet.wrong(f"{pointer}/data", "one point per category")
    if isinstance(series, list):
        sheet.unique([str(one.get("name")) for one in series if isinstance(one, dict)], at, "names of series")
    if isinstance(axis, dict):
        for name in ("x_label", "y_label"):
            sheet.length(axis.get(name), f"{at}/axis_config/{name}", limits.AXIS_LABEL)
