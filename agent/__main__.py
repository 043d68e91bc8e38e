"""Solve the problem in /task/problem.md by changing the files in the working directory: `python3 /agent`."""

import os
import sys
import time
from pathlib import Path

import loop
import models


def main() -> int:
    """Work on the problem until it is solved or given up; 0 unless the model could not be asked."""
    deadline = time.monotonic() + float(os.environ["PHYLA_DEADLINE"])
    model = models.Model(os.environ["PHYLA_GATEWAY"], os.environ["PHYLA_MODEL"], deadline)
    problem = Path(sys.argv[1] if len(sys.argv) > 1 else "/task/problem.md").read_text(encoding="utf-8")
    try:
        outcome = loop.solve(problem, model, deadline)
    except models.ModelError as error:
        print(f"gave up: {error}", file=sys.stderr)
        return 1
    print(outcome)
    return 0


if __name__ == "__main__":
    sys.exit(main())
