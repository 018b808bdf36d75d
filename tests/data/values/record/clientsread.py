# See clientsread.sh. Arguments: the program that compresses, the server's port.
import ctypes
import random
import socket
import struct
import subprocess
import sys

program, port = sys.argv[1:3]
random.seed(7)
samples = {
    "one letter": b"x" * 5000,
    "a text": b"".join(b"item %d of many; " % (i * 7919 % 1000) for i in range(5000)),
    "noise": random.randbytes(100_000),
    "noise of few": bytes(random.randrange(4) for _ in range(200_000)),
    "zeros": bytes(3_000_000),
    "far apart": random.randbytes(9000) * 3,
    "long matches": (b"abcdefghij" * 300 + random.randbytes(40)) * 20,
    "short": b"abcabcabcabcabc",
    "13 bytes": b"aaaaaaaaaaaaa",
}


def made(compression, data):
    return subprocess.run([program, compression], input=data, stdout=subprocess.PIPE, check=True).stdout


def store(key, flags, value):
    connection.sendall(b"set %s %d 0 %d\r\n%s\r\n" % (key, flags, len(value), value))
    assert answers.readline() == b"STORED\r\n"


connection = socket.create_connection(("127.0.0.1", int(port)))
answers = connection.makefile("rb")
failed = 0
lzf = ctypes.CDLL("liblzf.so.1")
for name, data in samples.items():
    packed = made("LZF", data)
    room = ctypes.create_string_buffer(len(data) + 1)
    count = lzf.lzf_decompress(packed, len(packed), room, len(data) + 1)
    good = room.raw[:count] == data
    failed += not good
    print(f"LZF, liblzf: {name}: {len(data)} -> {len(packed)}: {'same' if good else 'DIFFERENT'}")
for compression, flags in (("FastLZ", 0x50), ("zlib", 0x30)):
    for name, data in samples.items():
        packed = made(compression, data)
        store(b"sample", flags, struct.pack("<I", len(data)) + packed)
        script = "$m = new Memcached; $m->addServer('127.0.0.1', %s); echo $m->get('sample');" % port
        read = subprocess.run(["php", "-r", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        good = read.stdout == data
        failed += not good
        print(f"{compression}, php-memcached: {name}: {len(data)} -> {len(packed)}: {'same' if good else 'DIFFERENT'}")
print(f"{failed} failed")
sys.exit(1 if failed else 0)
