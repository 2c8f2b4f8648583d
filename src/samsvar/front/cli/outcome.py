"""An error that a command tells in words, with its exit code."""


class CommandError(Exception):
    """Stops a command. `exit_code` is 1 for errors in the input, 2 for wrong usage (no such enterprise or file)."""

    def __init__(self, message: str, *, code: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.code = code
        self.exit_code = exit_code
