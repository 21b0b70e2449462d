/* Answers that are too long, or never end. */
#include "plugin.h"

static char block[1 << 20];

static int32_t answer(const assay_call *call) {
#if VARIANT == 0
    for (int i = 0; i < 5; i++) if (call->write_output(call, block, sizeof block)) return 1;
    return 0;
#elif VARIANT == 1
    for (int i = 0; i < 1024; i++) call->write_output(call, block, sizeof block);
    return 0;
#else
    for (;;) call->write_output(call, block, sizeof block);
#endif
}

#include "table.h"
