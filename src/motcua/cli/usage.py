"""Wrong usage told in both languages: what `argparse` says in English, said in Vietnamese first.

A message that already holds both languages (` / `) is left as it is.
"""

import argparse
import re
import sys
from typing import NoReturn

# what argparse says → the same in Vietnamese; `{0}`, `{1}` are the groups
_VIETNAMESE = [
    (r"the following arguments are required: (.+)", "còn thiếu {0}"),
    (r"unrecognized arguments: (.+)", "không có tham số {0}"),
    (r"one of the arguments (.+) is required", "cần một trong các tham số {0}"),
    (r"ambiguous option: (.+) could match (.+)", "{0} có thể là {1}; hãy ghi rõ"),
    (r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", "{0} không thể là {1}; hãy chọn {2}"),
    (r"argument (.+?): invalid \w+ value: (.+)", "{0} không nhận giá trị {1}"),
    (r"argument (.+?): expected one argument", "{0} cần một giá trị"),
    (r"argument (.+?): expected at least one argument", "{0} cần ít nhất một giá trị"),
    (r"argument (.+?): expected (\d+) arguments", "{0} cần {1} giá trị"),
    (r"argument (.+?): not allowed with argument (.+)", "{0} không đi cùng {1}"),
    (r"argument (.+?): ignored explicit argument (.+)", "{0} không nhận giá trị {1}"),
]


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` whose refusals are read by Vietnamese officers; verbs below a verb inherit it."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the sentence in both languages; end with code 2."""
        self.print_usage(sys.stderr)
        help_at = f"Xem / see: {self.prog} --help"
        self.exit(2, f"{self.prog}: {in_both(message)}\n{help_at}\n")


def in_both(message: str) -> str:
    """Return `Vietnamese / English` of a message of argparse; as it is when nobody has translated it."""
    for pattern, vietnamese in _VIETNAMESE:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return f"{vietnamese.format(*found.groups())} / {message}"
    return message
