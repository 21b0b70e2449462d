/* Installs handlers, blocks signals, and sets an alarm. */
#include "plugin.h"

static void handle(int number) { (void)number; }

static int32_t answer(const assay_call *call) {
#if VARIANT == 0
    for (int number = 1; number < 32; number++) signal(number, handle);
#elif VARIANT == 1
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
#else
    /* After the call has ended, under a sanitizer as well. */
    alarm(5);
    for (;;) pause();
#endif
    return say_count(call, 0);
}

#include "table.h"
