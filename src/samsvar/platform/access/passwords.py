"""Password hashing within a web worker's memory."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two rounds (OWASP's lesser setting): Django's 100 MiB would not fit 200 MB a worker."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
