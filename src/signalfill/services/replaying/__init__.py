"""What happens when somebody asks what a history would have made: the live services, on bars."""
