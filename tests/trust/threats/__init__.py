"""The threats, one by one: each is tried, by everybody, at every door that the code itself lists."""
