/* Success without an answer, and an odd status. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
#if VARIANT == 0
    (void)call;
    return 0;
#else
    (void)call;
    return INT32_MIN;
#endif
}

#include "table.h"
