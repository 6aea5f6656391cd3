"""What is to be looked at again, when, by whom, and when that person may be disturbed."""
