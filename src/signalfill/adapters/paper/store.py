"""What the paper account needs to survive a restart."""

from __future__ import annotations

from typing import Protocol


class PaperStore(Protocol):
    """One JSON document with a version."""

    def load(self) -> tuple[str | None, int]:
        """The document and its version; None and 0 where there is none yet. Consistent."""
        ...

    def save(self, document: str, version: int) -> None:
        """Replaces the document that was loaded with this version.

        Raises:
            VersionConflictError: somebody else saved meanwhile; nothing was written.
        """
        ...
