"""What the program need not load before it is wanted."""

import subprocess
import sys


def test_holidays_are_loaded_only_for_a_country() -> None:
    program = (
        "import sys\n"
        "from datetime import date\n"
        "from zoneinfo import ZoneInfo\n"
        "from flows.cadence import agenda, clocks, escalation, snooze\n"
        "from flows.cadence.calendar import Calendar\n"
        "Calendar(ZoneInfo('UTC')).workdays_after(date(2026, 3, 13), 5)\n"
        "print('holidays' in sys.modules)\n"
        "Calendar(ZoneInfo('UTC'), country='KR').workday_from(date(2026, 3, 13))\n"
        "print('holidays' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
