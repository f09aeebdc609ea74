"""A signal or an amendment is pending: gates, plan, intent, orders, management of a position."""
