"""Faults, made for real: bad networks, killed servers, broken disks, wrong clocks, and a checker that misses nothing.

`network` is a bad network between phones and house, `crowd` a cheap crowd of phones, `journals` holds what each of them
was told against what is stored. Short forms run with all other tests; `python -m tests.faults.soak` runs the long ones.
"""
