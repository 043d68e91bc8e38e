"""``python -m campaign`` is the ``phyla`` command."""

from campaign.cli import main

main()
