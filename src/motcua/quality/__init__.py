"""The service-quality index sets, with their dated coefficients.

It never hides an indicator without data.
"""
