"""What is asked: text in, slides out. No web, no database, no clock."""
