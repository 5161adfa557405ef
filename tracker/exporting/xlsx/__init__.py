"""The workbook (XLSX)."""
