/* Sends signals to its parent, its group and everybody, or changes what its parent may do and who gets signals. */
#include "plugin.h"

#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>

static int32_t answer(const assay_call *call) {
    int possible = 0;
    pid_t parent = getppid();
#if VARIANT == 0
    possible += kill(parent, 0) == 0;
    possible += kill(0, SIGTERM) == 0;
    possible += kill(-1, SIGTERM) == 0;
    possible += syscall(SYS_tkill, parent, SIGTERM) == 0;
    possible += ptrace(PTRACE_ATTACH, parent, NULL, NULL) == 0;
    possible += ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
#elif VARIANT == 1
    struct rlimit none = {0, 0};
    struct sched_param plain = {0};
    uint32_t attributes[12] = {48, 3 /* SCHED_BATCH */};
    unsigned long first = 1;
    COUNT_ALLOWED(syscall(SYS_prlimit64, parent, RLIMIT_NOFILE, &none, NULL));
    COUNT_ALLOWED(syscall(SYS_prlimit64, parent, RLIMIT_CPU, &none, NULL));
    COUNT_ALLOWED(setpriority(PRIO_PROCESS, parent, 19));
    COUNT_ALLOWED(syscall(SYS_ioprio_set, 1, parent, 3 << 13));
    COUNT_ALLOWED(syscall(SYS_sched_setaffinity, parent, sizeof first, &first));
    COUNT_ALLOWED(syscall(SYS_sched_setscheduler, parent, 3, &plain));
    COUNT_ALLOWED(syscall(SYS_sched_setparam, parent, &plain));
    COUNT_ALLOWED(syscall(SYS_sched_setattr, parent, attributes, 0));
    COUNT_ALLOWED(syscall(SYS_migrate_pages, parent, 0, NULL, NULL));
    COUNT_ALLOWED(syscall(SYS_move_pages, parent, 0, NULL, NULL, NULL, 0));
#elif VARIANT == 2
    siginfo_t nothing = {0};
    COUNT_ALLOWED(syscall(SYS_rt_sigqueueinfo, parent, 0, &nothing));
    COUNT_ALLOWED(syscall(SYS_rt_tgsigqueueinfo, parent, parent, 0, &nothing));
    COUNT_ALLOWED(syscall(SYS_pidfd_open, parent, 0));
    COUNT_ALLOWED(syscall(SYS_pidfd_send_signal, -1, 0, NULL, 0));
    COUNT_ALLOWED(syscall(SYS_pidfd_getfd, -1, 0, 0));
    COUNT_ALLOWED(syscall(SYS_process_madvise, -1, NULL, 0, 0, 0));
    COUNT_ALLOWED(syscall(SYS_process_mrelease, -1, 0));
    COUNT_ALLOWED(syscall(SYS_process_vm_readv, parent, NULL, 0, NULL, 0, 0));
    COUNT_ALLOWED(syscall(SYS_kcmp, parent, getpid(), 0, 0, 0));
#else
    struct { int kind; pid_t process; } owner = {1, parent};
    COUNT_ALLOWED(fcntl(3, F_SETOWN, parent));
    COUNT_ALLOWED(fcntl(3, 15 /* F_SETOWN_EX */, &owner));
    COUNT_ALLOWED(ioctl(3, 0x8901 /* FIOSETOWN */, &parent));
    COUNT_ALLOWED(ioctl(3, 0x8902 /* SIOCSPGRP */, &parent));
    COUNT_ALLOWED(prctl(PR_SET_PDEATHSIG, 0));
    COUNT_ALLOWED(prctl(62 /* PR_SCHED_CORE */, 2, parent, 0, 0));
#endif
    return say_count(call, possible);
}

#include "table.h"
