"""When a host may be asked again. Clock and sleep are parameters, so that a test waits for nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

# At most one request a second to a host, whatever the settings say.
LEAST_DELAY = 1.0
# The longest wait that a robots.txt can ask of a run; who asks for more is not asked at all.
LONGEST_DELAY = 600.0


def utc_now() -> datetime:
    """Return the time of day, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as the fetch room sees it: the time of day (aware UTC), a monotonic count of seconds, and waiting."""

    now: Callable[[], datetime] = utc_now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Pace:
    """Keeps the distance between the end of one request to a host and the beginning of the next."""

    def __init__(self, clock: Clock, delay: float) -> None:
        """Keep at least `delay` seconds, and never less than one."""
        self._clock = clock
        self._delay = max(delay, LEAST_DELAY)
        self._ended: dict[str, float] = {}

    def wait(self, host: str, asked: float = 0.0) -> None:
        """Sleep until a host may be asked again; `asked` are the seconds that its robots.txt asks for."""
        if host not in self._ended:
            return
        left = self._ended[host] + max(self._delay, asked) - self._clock.monotonic()
        if left > 0:
            self._clock.sleep(left)

    def ended(self, host: str) -> None:
        """Note that a request to a host has just ended."""
        self._ended[host] = self._clock.monotonic()
