#include "tests/benchmarks/contenders.h"

#include "tests/benchmarks/libmemcachedclient.h"
#include "tests/benchmarks/rawclient.h"
#include "tests/benchmarks/slabscopeclient.h"

const std::array<Contender, contenderCount> contenders{{
    {"raw-sets", "SETQ   raw C, dropping", fromC<measureRawSets>},
    {"raw-keeping-sets", "SETQ   raw C, keeping", fromC<measureRawKeepingSets>},
    {"libmemcached-sets", "SETQ   libmemcached", fromC<measureLibmemcachedSets>},
    {"slabscope-sets", "SETQ   Slabscope", measureSlabscopeSets},
    {"raw-gets", "GETKQ  raw C, dropping", fromC<measureRawGets>},
    {"raw-keeping-gets", "GETKQ  raw C, keeping", fromC<measureRawKeepingGets>},
    {"libmemcached-gets", "GETKQ  libmemcached, dropping", fromC<measureLibmemcachedGets>},
    {"libmemcached-keeping-gets", "GETKQ  libmemcached, keeping", fromC<measureLibmemcachedKeepingGets>},
    {"slabscope-gets", "GETKQ  Slabscope", measureSlabscopeGets},
}};
