/* Answers that are not JSON. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
#if VARIANT == 0
    SAY("{oops}");
#elif VARIANT == 1
    SAY("{\"a\":[1,]}");
#elif VARIANT == 2
    SAY("{\"a\":1,\"a\":2}");
#elif VARIANT == 3
    SAY("{\"a\":NaN}");
#elif VARIANT == 4
    SAY("{\"a\":1e400}");
#else
    for (int i = 0; i < 513; i++) call->write_output(call, "[", 1);
    return 0;
#endif
}

#include "table.h"
