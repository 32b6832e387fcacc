"""Join the events that report one happening into incidents."""
