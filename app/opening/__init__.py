"""Opens a file of any kind as one delimited table: workbooks, Parquet, XES event logs, JSON, compressed text."""
