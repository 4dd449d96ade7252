"""Take each rule out and see its test fail: `make mutants`.

A test that stays green without the rule that it is about proves nothing. So every guarantee and every rule of what may
be told has a mutant here: a change to one file, and the tests that must go red. They run on a copy of the tree, never
on the checkout. `make mutants ARGS="floor"` tries only those with that word in their name.
"""
