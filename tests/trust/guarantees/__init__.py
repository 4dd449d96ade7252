"""The ten guarantees of docs/privacy.md, one file each: somebody tries to break the promise, and does not manage to."""
