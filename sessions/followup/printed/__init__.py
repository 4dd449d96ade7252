"""A follow-up on paper: its result, and the sheet that invites to it."""
