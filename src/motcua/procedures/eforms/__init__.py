"""E-forms as data: one definition for the page, the PDF and the API.

A definition is `{"schema": JSON Schema 2020-12, "ui": [page, …]}`. The schema says what
is valid; the pages say order, labels (vi/en), widgets, when a field is shown, and
where an answer may be prefilled from. It is tied to a procedure version and case.
"""
