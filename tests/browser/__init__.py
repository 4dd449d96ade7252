"""The pages in a real Chromium: what people see, press and hear, from the presenter's door to the summary."""
