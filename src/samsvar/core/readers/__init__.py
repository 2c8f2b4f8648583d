"""Readers: one module per format, from somebody's file to typed rows with the errors beside them.

A reader never raises for a bad file and never asks the network: what it must look up is passed in (`Lookups`).
Errors are codes with facts; `docs/json/import-errors.md` lists them all.
"""
