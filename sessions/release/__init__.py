"""The release of a summary: what the presenter leaves out or blurs before the organiser reads it, and from when on."""
