"""Cases that somebody outside opens and follows by a code: requests for information, complaints.

A subject's model is an `OutsideCase`; it says once how a case is followed (`following.Following`), and its services
move, record, mail and forget by what stands here. What may be done, in which words, is the subject's own.
"""
