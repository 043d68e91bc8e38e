"""The experiment: configuration, policies, the loop, expansion, evaluation, and the ``phyla`` command."""
