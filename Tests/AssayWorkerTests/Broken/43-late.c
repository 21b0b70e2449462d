/* Answers after its time, whatever it is told; the second seed is quick. */
#include "plugin.h"

static int32_t answer(const assay_call *call) {
    if (call->seed == 1) usleep(700000);
    return say_count(call, (int)call->seed);
}

#include "table.h"
