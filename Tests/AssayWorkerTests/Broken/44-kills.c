/* Sends signals to its parent, its group and everybody. */
#include "plugin.h"

#include <sys/ptrace.h>

static int32_t answer(const assay_call *call) {
    int possible = 0;
    possible += kill(getppid(), 0) == 0;
    possible += kill(0, SIGTERM) == 0;
    possible += kill(-1, SIGTERM) == 0;
    possible += syscall(SYS_tkill, getppid(), SIGTERM) == 0;
    possible += ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
    possible += ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
    return say_count(call, possible);
}

#include "table.h"
