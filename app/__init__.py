"""Assembly: settings are read, things are started, doors are mounted, the command line."""
