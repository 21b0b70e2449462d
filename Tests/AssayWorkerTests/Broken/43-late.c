/* Answers after its time, whatever it is told; the second seed is quick. */
#include "plugin.h"
#include <time.h>

static int32_t answer(const assay_call *call) {
    uint64_t late = call->deadline_ns + 400000000;
    struct timespec end = {(time_t)(late / 1000000000), (long)(late % 1000000000)};
    if (call->seed == 1) clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL);
    return say_count(call, (int)call->seed);
}

#include "table.h"
