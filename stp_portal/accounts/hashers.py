"""Password hashing at the OWASP floor for Argon2id."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PortalArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: Django's default of 100 MB a check is too much for a small server."""

    memory_cost = 19456
    time_cost = 2
    parallelism = 1
