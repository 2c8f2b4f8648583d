"""CSV, XLSX and ODS to rows of cells. Workbooks are opened in a child process; see `workbook_child.py`."""
