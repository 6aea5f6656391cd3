"""Rows in, domain values out. Synchronous SQLAlchemy Core, run on threads; no Slack."""
