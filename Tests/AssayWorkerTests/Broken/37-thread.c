/* A thread that outlives its call and goes on writing. */
#include "plugin.h"

static const assay_call *old;
static void *work(void *nothing) {
    for (;;) {
        usleep(300000);
        old->write_output(old, "{", 1);
    }
    return nothing;
}

static int32_t answer(const assay_call *call) {
    pthread_t thread;
    old = call;
    pthread_create(&thread, NULL, work, NULL);
    return say_count(call, 0);
}

#include "table.h"
