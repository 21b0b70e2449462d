/* Starts processes, and more threads than anybody needs. */
#include "plugin.h"

#include <sched.h>
static void *idle(void *nothing) { for (;;) pause(); return nothing; }

static int32_t answer(const assay_call *call) {
    int possible = 0;
#if VARIANT == 0
    for (int i = 0; i < 100; i++) {
        pid_t child = fork();
        if (child == 0) _exit(0);
        possible += child > 0;
    }
#elif VARIANT == 1
    pid_t child = vfork();
    if (child == 0) _exit(0);
    possible += child > 0;
#elif VARIANT == 2
    long child = syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (child == 0) _exit(0);
    possible += child > 0;
#else
    int count = 0;
    pthread_t thread;
    while (count < 10000 && pthread_create(&thread, NULL, idle, NULL) == 0) count++;
    possible = count >= 10000;
#endif
    return say_count(call, possible);
}

#include "table.h"
