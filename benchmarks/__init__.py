"""What agents are measured on: tasks, suites and their graders."""
