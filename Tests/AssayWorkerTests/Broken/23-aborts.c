/* Gives up. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
    (void)call;
    abort();
}

#include "table.h"
