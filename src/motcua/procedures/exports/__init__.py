"""The catalogue as open data: CPSV-AP, DCAT, JSON, CSV, XLSX and schema.org.

Every writer streams: one procedure at a time, memory does not grow with the catalogue.
"""
