"""What is told to people: results of a day, lasting alerts."""
