"""Return by public post (dịch vụ bưu chính công ích): give a parcel to a carrier and follow it.

`contract` is what every carrier offers, `registry` knows them and their configuration, one folder
per carrier; `testing` is a simulator that speaks over a socket. Delivery records the hand-out act.
"""
