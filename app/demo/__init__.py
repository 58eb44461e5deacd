"""A small tea shop that never was: its history, its visitors, its pages."""
