"""Discord says something: it becomes one record on the queue."""
