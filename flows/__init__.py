"""The core: values in, values out. No clock, no ids, no I/O, no Slack, no SQL."""
