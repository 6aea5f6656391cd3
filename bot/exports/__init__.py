"""Projects on their way out and in: as JSON, as a spreadsheet, as charters."""
