# Reads the lines that the writers told and asks the server for each item as it is stored. Arguments: host, port, the name of the envelope.
import json
import socket
import sys
from urllib.parse import unquote

host, port, envelope = sys.argv[1:4]
connection = socket.create_connection((host, int(port)))
answers = connection.makefile("rb")
told = [line.rstrip("\n").split("\t") for line in sys.stdin]
# Symfony puts a version of its own into its keys, which it does not tell: word:version:key.
keys = {}
connection.sendall(b"lru_crawler metadump all\r\n")
while (entry := answers.readline()) not in (b"END\r\n", b""):
    key = unquote(entry.split(b" ")[0].decode().removeprefix("key="))
    parts = key.split(":")
    keys[f"{parts[0]}:{parts[-1]}" if len(parts) == 3 and parts[0].startswith("sf") else key] = key
for key, value, facts in told:
    key = keys.get(key, key)
    connection.sendall(b"get " + key.encode() + b"\r\n")
    head = answers.readline().split()
    assert head[:1] == [b"VALUE"], (key, head)
    stored = answers.read(int(head[3]))
    assert answers.readline() == b"\r\n" and answers.readline() == b"END\r\n"
    print(envelope, key, head[2].decode(), stored.hex(), json.dumps(json.loads(value), ensure_ascii=False, separators=(",", ":")),
          json.dumps(json.loads(facts), separators=(",", ":")), sep="\t")
