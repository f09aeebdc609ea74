"""The stores in memory: what a replay trades in. Held to the contract of DynamoDB's by tests."""
