/* Reads, writes and jumps where nothing is. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
    (void)call;
#if VARIANT == 0
    return *(volatile int *)0;
#elif VARIANT == 1
    *(volatile int *)0x1234567890 = 1;
    return 0;
#else
    return ((int32_t (*)(void))0)();
#endif
}

#include "table.h"
