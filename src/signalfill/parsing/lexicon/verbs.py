"""English around the verbs of an instruction: who acts, and on what.

Separated by semicolons.
"""

from __future__ import annotations

ENGLISH_VERBS = """
close; closed; is closed; closing; close out; closing out; exit; exiting; exited; leave; cut;
cutting; bail; out of; dump it; abandon; abandoning; trim; trimming; trimmed; reduce; reducing;
reduced; lighten; secure; securing; lock in; locking in; cash in; banking; harvest; milk; peel;
shave; skim; offload; partial; partials; derisk; cancel; cancelled; canceled; cancelling;
canceling; cancels; remove; removed; removing; removes; delete; deleted; deleting; void; ignore;
scrap; pull; pulled; pulling; discard; abort; aborted; scrapped; revoke; revoked; close my;
close your; closing my; closing our; exit your; added; adding; add; adding to; added to; add to;
averaged; topped up; close entire; sell your; dump your; cut this; cut it;
kill; killing; killed; scratch; scratching
"""
"""Verbs that end a trade or an order, or take from it, and that may mean anything else."""

TAKING = """
take; taking; took; takes; sold; selling
"""
"""Verbs that need a part to mean a trade."""

WEAK = """
remove; removed; removing; removes; delete; deleted; deleting; void; ignore; pull; pulled; pulling;
discard; out of; leave; cut; cutting; kill; killing; killed;
scratch; scratching
"""
"""Of the verbs those that mean a trade only with its name."""

DETERMINERS = """
the; a; my; our; your; this; that; these; those; all; both; of; out; entire; whole; full;
remaining; another; more; any; every; first; second; last; old; pending; open; here; now; just;
at; on; in; from; to; for; small; big; some; part; their; his; current; existing; other; about;
around; near; next
"""
"""What may stand between a verb and its object."""

TRADES = """
trade; trades; position; positions; order; orders; everything; it; them; half; rest; bag; bags;
runner; runners; swing; scalp; spot; profit; profits; longs; shorts; size; exposure; setup;
setups; signal; signals; idea; call; calls; limit; limits; bid; bids; entry; entries; risk;
play; plays; hedge; stake; contracts; volume; vol; pos; loss; losses; buy; sell; pair; coin;
stack; cost; breakeven; leg; legs; portion; gains
"""
"""Objects: a trade, an order, or a part of one."""

ADVERBS = """
manually; fully; completely; early; too; also; today; tonight; immediately; asap; guys;
everyone; please; pls; and; then; or; with; before; after; because; as; since; while; if; soon;
quickly; partially; again; there; bro; team; everybody; all; so; but; was; is; into; over;
under; above; below; by; around; near; till; until; due; via; market; yourself; per; personally;
quick; fast; ges; dulu; aja; manual; safely; next; when; ok; first; yours; though; anyway; fam;
for; it
"""
"""What follows a verb whose object is left out."""

SUBJECTS = """
i; we; you; everyone; everybody; all; guys; lets; let's; let; us; please; pls; plz; can; should;
could; must; will; gonna; to; now; also; just; then; already; fully; manually; have; has; had;
been; i've; we've; i'll; we'll; i'd; we'd; i'm; we're; im; ive; are; am; so; ok; okay; and;
here; better; time; go; going; want; wanna; need; position; positions; trade; trades; order;
orders; signal; setup; longs; shorts; team; private; but; quickly; immediately; today;
recommend; suggest; suggested; decided; prefer; advise; safely; or; it; that; this; those;
people; bro; admin; members; partially; is; was; not; out; folks; fam; of; be; my; would; limit;
limits; entry; update; them; manual; at; do; did; may; kindly; next; first; again; quick; get;
getting; got; full; good; trader; entries; bid; bids; idea; call; the; on; rest; half; if;
still; kami; gue; saya; ges
"""
"""What may stand before a verb that speaks to, or for, who trades."""

OTHERS = """
traders; whales; whale; investors; holders; institutions; funds; bulls; bears; retail; miners;
they; he; she; bots; market; someone; company; firm; users; customers; clients; exchanges
"""
"""Those whose trades are not ours."""

AUXILIARIES = """
are; is; have; has; been; were; was; will; to; now; also; just; already; recently;
then; again; reportedly; must; should; can; need; advised; asked; required; urged
"""
"""Between them and their verb."""
