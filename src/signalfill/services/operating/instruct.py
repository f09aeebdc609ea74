"""The operator's word on a position, said into its channel like a message's amendment.

It takes the normal path: the stream's door or the sweep applies it; nothing is sent from here.
"""

from __future__ import annotations

from datetime import datetime

from signalfill.domain.signal import OPERATOR, Amendment, AmendmentAction, Signal
from signalfill.domain.values import rfc3339
from signalfill.domain.verdict import ItemKey
from signalfill.ports import SignalStore


def instruct(
    action: AmendmentAction,
    signal: Signal,
    *,
    signals: SignalStore,
    now: datetime,
    to: str | None = None,
    fraction: str | None = None,
) -> ItemKey:
    """Stores what is to be done about the signal's position; returns where its answer will be.

    It stands under the signal's own message, so that `why` finds it there.
    """
    version = f"{OPERATOR}-{rfc3339(now)}"
    said = signal.provenance.model_copy(
        update={
            "version": version,
            "author_id": OPERATOR,
            "author_role_ids": (),
            "webhook_id": None,
            "reply_to_message_id": None,
            "posted_at": now,
            "received_at": now,
            "parsed_at": now,
        }
    )
    index = signal.signal_id.rpartition("-")[2]
    amendment = Amendment(
        amendment_id=f"{said.message_id}-{version}-a{index}",
        provenance=said,
        action=action,
        base=signal.base,
        to=to,
        fraction=fraction,
        cause=OPERATOR,
        position_id=signal.signal_id,
    )
    signals.instruct(amendment)
    return ItemKey.of(amendment)
