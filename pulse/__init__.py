"""The words everyone speaks: errors, settings, modules, time windows, paging, ids, clock."""
