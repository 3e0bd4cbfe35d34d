"""Each report is one module here: `NAME`, `TITLE`, `SOURCE` and `table(request)`."""
