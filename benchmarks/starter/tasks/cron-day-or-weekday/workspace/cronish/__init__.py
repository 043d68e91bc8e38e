"""Times written the way cron writes them."""

from cronish.fields import CronError
from cronish.schedule import NeverDue, Schedule

__all__ = ["CronError", "NeverDue", "Schedule"]
