"""Step 3: where pages look different and nothing of their structure says why."""
