"""A message version arrives from the queue: it is read, compared with earlier ones, recorded."""
