"""Nothing that is tracked names a package registry or a path of somebody's machine."""

import re
import subprocess

FORBIDDEN = re.compile(r"pythonh[o]sted|pypi\.o[r]g|npmjs\.(?:o[r]g|com)|deb\.debian\.o[r]g")


def test_no_registry_host_in_any_file():
    names = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True).stdout.split("\0")
    named = []
    for name in filter(None, names):
        try:
            with open(name, encoding="utf-8") as file:
                text = file.read()
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        if FORBIDDEN.search(text):
            named.append(name)
    assert named == []
