#include "app/freedmemory.h"

#ifdef __GLIBC__
#    include <malloc.h>
#endif

void giveBackFreedMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
