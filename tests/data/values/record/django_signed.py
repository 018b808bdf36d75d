# Stores values through Django's cache and what its signing makes of values, and tells, a line each: key, what was put in as JSON, and when
# it was signed. Argument: server.
import json
import sys
import time

from django.conf import settings

settings.configure(
    SECRET_KEY="a key for nothing else",
    CACHES={"default": {"BACKEND": "django.core.cache.backends.memcached.PyMemcacheCache", "LOCATION": sys.argv[1]}},
)
from django.core import signing
from django.core.cache import cache

values = {"text": "h\u00e9llo", "int": 42, "list": [1, "a", None], "map": {"a": 1, "b": [True, 2.5]}, "longlist": ["abcdef"] * 200}
for name, value in values.items():
    cache.set(name, value, 3600, version=3)
    print(f":3:{name}", json.dumps(value), "{}", sep="\t")
    for kind, compress in (("signed", False), ("signedsmall", True)):
        now = int(time.time())
        cache.set(f"{kind}{name}", signing.dumps(value, compress=compress))
        print(f":1:{kind}{name}", json.dumps(value), json.dumps({"signed": now}), sep="\t")
