"""The national portal's dialect, both sides: JSON with `session`, `madonvi`, `service`.

It translates words, never statuses: `TrangThaiHoSo` is the true status of the event.
"""
