"""A stand-in Discord: REST, gateway and webhooks good enough for the real discord.py Client."""

from sandbox.discord.server import StandInDiscord

__all__ = ["StandInDiscord"]
