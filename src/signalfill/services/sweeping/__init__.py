"""Every minute: positions that need a look, budgets, the breaker, holdings, alerts, twins."""
