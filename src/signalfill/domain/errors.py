"""Errors by what to do next.

SignalfillError
├── RetryableError            the same call may succeed later; nothing is lost by waiting
│   ├── VersionConflictError  somebody else wrote first: load again
│   └── VenueUnavailableError a read had no usable answer
├── HaltedError               stop calling: a human must act (key refused, portfolio wrong)
├── AlreadyDecidedError       nothing to do: it was done before
├── BudgetExceededError       this one does not fit into a limit
└── InvalidInputError         this input can never work: say what is wrong and how to mend it
"""

from __future__ import annotations


class SignalfillError(Exception):
    """Base of all our errors; its text is for the person who must act."""


class RetryableError(SignalfillError):
    """The same call may succeed later."""


class VersionConflictError(RetryableError):
    """The item was changed or taken by another invocation since it was loaded."""


class VenueUnavailableError(RetryableError):
    """A read from the venue had no usable answer."""


class HaltedError(SignalfillError):
    """The venue refuses our key: no call makes sense before a human acts."""


class InvalidInputError(SignalfillError):
    """Settings, a key or a command that cannot be used as given."""


class AlreadyDecidedError(SignalfillError):
    """The signal has its decision, or its position exists: there is nothing left to do."""


class BudgetExceededError(SignalfillError):
    """A scope has no room for this worst-case loss; `scope` names it."""

    def __init__(self, scope: str) -> None:
        super().__init__(f"budget {scope} has no room")
        self.scope = scope
