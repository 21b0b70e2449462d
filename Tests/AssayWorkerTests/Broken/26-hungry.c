/* Takes all memory there is. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
    (void)call;
#if VARIANT == 0
    for (;;) memset(malloc(1 << 20), 1, 1 << 20);
#elif VARIANT == 1
    char *place = mmap(NULL, 1ull << 40, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    place[0] = 1;
    return 1;
#else
    memset(malloc(8ull << 30), 1, 8ull << 30);
    return 1;
#endif
}

#include "table.h"
