"""What the log files of a machine take up."""
