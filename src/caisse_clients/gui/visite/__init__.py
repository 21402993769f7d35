"""The guided tour: drives the real window through the main jobs and leaves pictures, documents and an index.

A capability adds its stops in a module of its own, listed in ``parcours.py``.
"""
