"""What is remembered: agents (git), facts about them (the ledger), lineage (a fold over the facts).

It decides nothing and runs nothing.
"""
