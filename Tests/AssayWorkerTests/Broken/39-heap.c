/* Frees what is not its own, frees twice, answers from the stack. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
#if VARIANT == 0
    char *block = malloc(100);
    free(block);
    free(block);
    return 1;
#elif VARIANT == 1
    free((void *)call->request.bytes);
    free((void *)call->request.bytes);
    return 1;
#else
    char here[3];
    memcpy(here, "{}", 3);
    return call->write_output(call, here, 2);
#endif
}

#include "table.h"
