from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future

from tests.fakes.clock import FakeClock


class _Ended[T](Future[T]):
    """Waiting for it takes until it ended."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock = clock
        self.ended_at = clock.now()

    def result(self, timeout: float | None = None) -> T:
        self._clock.set(max(self._clock.now(), self.ended_at))
        return super().result(timeout)


class SideBySide(Executor):
    """Calls that run at the same time by a fake clock: together they take as long as one.

    Each runs at once and alone; then the clock goes back to when it was asked for.
    """

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock

    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        began, future = self._clock.now(), _Ended[T](self._clock)
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the future carries it to whoever asks
            future.set_exception(error)
        future.ended_at = self._clock.now()
        self._clock.set(began)
        return future
