"""A made-up market and a made-up channel, to see a replay without keys, network or an export."""
