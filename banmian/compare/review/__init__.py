"""What people do with a comparison: commands, table, report, references, acceptance, the pytest plugin."""
