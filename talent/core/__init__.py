"""What is true: pure, synchronous, total. No I/O, no clock, no randomness.

Today's date and seeds are arguments. Concepts by file: places names idnumber person roster |
blocking comparison model | post rules fit | access.
"""
