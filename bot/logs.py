"""Structured logs on standard error: events with stable verbs, never message texts or tokens."""

import logging
import sys

import structlog

LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


def log_to_stderr(level: str, *, json: bool | None = None) -> None:
    """Lines for people on a terminal, JSON elsewhere."""
    as_json = not sys.stderr.isatty() if json is None else json
    # Plain tracebacks: those with local variables would show what people typed.
    renderers: list[structlog.types.Processor] = [structlog.processors.format_exc_info]
    if as_json:
        renderers.append(structlog.processors.JSONRenderer(ensure_ascii=False))
    else:
        renderers = [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *renderers,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # The libraries speak through logging; their tracebacks carry payloads, so only warnings pass.
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    for noisy in ("groundwork.bolt", "slack_bolt", "slack_sdk", "apscheduler", "aiohttp"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
