from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future


class OneByOne(Executor):
    """Runs each call at once, in the caller's thread: the order is always the same."""

    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the future carries it to whoever asks
            future.set_exception(error)
        return future
