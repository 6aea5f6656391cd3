"""The worker: a request as JSON on standard input, a PNG on standard output."""

import sys

from bot.charts.drawing import drawn
from bot.charts.wire import read


def main() -> None:
    sys.stdout.buffer.write(drawn(read(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
