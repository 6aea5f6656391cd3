"""Structured logs on standard error: events with stable verbs, never message texts or tokens."""

import logging
import sys

import structlog

from bot.redacting import redacted, trace_of, without_secrets

LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


def log_to_stderr(level: str, *, json: bool | None = None) -> None:
    """Lines for people on a terminal, JSON elsewhere."""
    as_json = not sys.stderr.isatty() if json is None else json
    renderer: structlog.types.Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if not as_json:
        renderer = structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redacted,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # The libraries speak through logging, and what they say may carry payloads: only warnings pass, redacted.
    out = logging.StreamHandler(sys.stderr)
    out.setFormatter(Redacting())
    logging.basicConfig(handlers=[out], level=logging.WARNING)
    for noisy in ("groundwork.bolt", "slack_bolt", "slack_sdk", "apscheduler", "aiohttp"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


class Redacting(logging.Formatter):
    """A library's record on one line, and where it failed."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{record.levelname} {record.name}: {without_secrets(record.getMessage())}"
        failed = record.exc_info[1] if record.exc_info else None
        return f"{line}\n{trace_of(failed)}" if failed else line
