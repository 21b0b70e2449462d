/* A constructor that prints, ends the process, crashes, forks or never ends. */
#include "plugin.h"

__attribute__((constructor)) static void start(void) {
#if VARIANT == 0
    puts("hello");
    if (fork() == 0) _exit(0);
#elif VARIANT == 1
    _Exit(7);
#elif VARIANT == 2
    *(volatile int *)8 = 1;
#else
    for (;;) pause();
#endif
}

static int32_t answer(const assay_call *call) {
    SAY("{\"value\":1}");
}

#include "table.h"
