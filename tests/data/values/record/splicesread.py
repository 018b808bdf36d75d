# See splicesread.sh. Argument: the program that changes parts of values.
import collections
import json
import subprocess
import sys

languages = {"Java": ["java", "Splices.java"], "Perl Storable": ["perl", "splices.pl"]}


def run(command, text=""):
    return subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()


def leaves(value, path=()):
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    else:
        return [(path, json.dumps(value))]
    return [leaf for key, member in pairs for leaf in leaves(member, path + (str(key),))] or [(path, "empty")]


def means(read, text):
    """Whether what was read is the new text: as a text, as its bytes, or as a number."""
    value = json.loads(read)
    if isinstance(value, bool):
        return str(value).lower() == text
    if isinstance(value, (int, float)):
        return float(text) == value
    return value == text or (value or "").encode("latin-1", "replace") == text.encode()


def is_right(before, after, kind, text):
    if after.startswith("FAILED"):
        return False
    was = collections.Counter(leaves(json.loads(before)))
    now = collections.Counter(leaves(json.loads(after)))
    gone, new = was - now, now - was
    if kind == "key":
        return bool(new) and all(text in path for path, _ in new) and sorted(v for _, v in gone) == sorted(v for _, v in new)
    return len(new) == 1 and all(means(value, text) for _, value in new) and len(gone) == 1


failed = 0
for name, command in languages.items():
    values = run(command + ["write"])
    lines = [line.split("\t") for line in run([sys.argv[1]], "\n".join(values) + "\n")]
    read = iter(run(command + ["read"], "".join(f"{line[1]}\n{line[5]}\n" for line in lines)))
    right = 0
    for _, _, path, kind, text, _ in lines:
        before, after = next(read), next(read)
        if is_right(before, after, kind, bytes.fromhex(text).decode()):
            right += 1
        else:
            failed += 1
            print(f"{name}: {path} ({kind}) as {bytes.fromhex(text)[:20]}: {before[:300]} became {after[:300]}")
    print(f"{name}: {len(values)} values, {len(lines)} changes, {right} read by {command[0]} as they were meant")
print(f"{failed} failed")
sys.exit(1 if failed else 0)
