/* Leaks a megabyte per call. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
    memset(malloc(1 << 20), 1, 1 << 20);
    return say_count(call, 0);
}

#include "table.h"
