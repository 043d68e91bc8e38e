"""Where untrusted code runs: one-shot isolated runs, safe import and export of trees, the model gateway.

It is not where a verdict is reached (``benchmarks``) nor where anything is remembered (``archive``).
"""
