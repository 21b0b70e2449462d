#ifndef ASSAY_CLINUX_FILTER_H
#define ASSAY_CLINUX_FILTER_H

#ifdef __linux__
#include "shim.h"
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

/* Seccomp: which system calls a process may make.
 *
 * Calls that are not named here are allowed, but only where they are known: each machine numbers the oldest calls in
 * its own way up to one, all number the later ones alike from 424 on, and what came after Linux 5.17 is as if it were
 * not there. That keeps out fchmodat2, setxattrat, removexattrat, open_tree_attr and file_setattr, and whatever comes
 * next; C libraries go other ways then, as on an older kernel. */
#define ASSAY_FIRST_SHARED_CALL 424
#define ASSAY_LAST_KNOWN_CALL 450

#if defined(__x86_64__)
#define ASSAY_AUDIT_ARCHITECTURE AUDIT_ARCH_X86_64
#define ASSAY_LAST_OLD_CALL 334
#elif defined(__aarch64__)
#define ASSAY_AUDIT_ARCHITECTURE AUDIT_ARCH_AARCH64
#define ASSAY_LAST_OLD_CALL 294
#elif defined(__riscv)
#define ASSAY_AUDIT_ARCHITECTURE AUDIT_ARCH_RISCV64
#define ASSAY_LAST_OLD_CALL 294
#else
#define ASSAY_AUDIT_ARCHITECTURE 0
#define ASSAY_LAST_OLD_CALL 0
#endif

#define ASSAY_LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ASSAY_JUMP(test, value, yes, no) BPF_JUMP(BPF_JMP | (test) | BPF_K, (value), (yes), (no))
#define ASSAY_RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define ASSAY_ALLOW ASSAY_RETURN(SECCOMP_RET_ALLOW)
#define ASSAY_DENY ASSAY_RETURN(SECCOMP_RET_ERRNO | EPERM)
#define ASSAY_ABSENT ASSAY_RETURN(SECCOMP_RET_ERRNO | ENOSYS)

/* A call that is allowed where an argument is one of two values. */
#define ASSAY_ALLOW_ONLY(number, place, first, second) \
    ASSAY_JUMP(BPF_JEQ, (number), 0, 5), ASSAY_LOAD(args[place]), ASSAY_JUMP(BPF_JEQ, (first), 1, 0), \
        ASSAY_JUMP(BPF_JEQ, (second), 0, 1), ASSAY_ALLOW, ASSAY_DENY

/* A call that is denied where an argument, as far as the mask goes, is one of two values; what follows may deny more. */
#define ASSAY_DENY_ONLY(number, place, mask, first, second) \
    ASSAY_JUMP(BPF_JEQ, (number), 0, 6), ASSAY_LOAD(args[place]), BPF_STMT(BPF_ALU | BPF_AND | BPF_K, (mask)), \
        ASSAY_JUMP(BPF_JEQ, (first), 1, 0), ASSAY_JUMP(BPF_JEQ, (second), 0, 1), ASSAY_DENY, ASSAY_LOAD(nr)

/* A call that is denied where an argument has one of some bits. */
#define ASSAY_DENY_BITS(number, place, bits) \
    ASSAY_JUMP(BPF_JEQ, (number), 0, 4), ASSAY_LOAD(args[place]), ASSAY_JUMP(BPF_JSET, (bits), 0, 1), ASSAY_DENY, \
        ASSAY_LOAD(nr)

#define ASSAY_PIECE 12

/* Writes the end of a filter, which denies some calls and allows all others; puts their numbers in order.
 *
 * They come in pieces, which a number beyond them skips and no other leaves: the kernel begins with trying each call there
 * is on a filter, which takes longer than all else. */
static inline void assay_write_denials(struct sock_filter *filter, int length, int size, uint16_t *calls, int count) {
    for (int place = 1; place < count; place++)
        for (int low = place; low > 0 && calls[low - 1] > calls[low]; low--) {
            uint16_t call = calls[low];
            calls[low] = calls[low - 1];
            calls[low - 1] = call;
        }
    for (int start = 0; start < count; start += ASSAY_PIECE) {
        int end = start + ASSAY_PIECE < count ? start + ASSAY_PIECE : count;
        filter[length++] = (struct sock_filter)ASSAY_JUMP(BPF_JGT, calls[end - 1], end - start + 1, 0);
        for (int place = start; place < end; place++, length++)
            filter[length] = (struct sock_filter)ASSAY_JUMP(BPF_JEQ, calls[place], size - length - 2, 0);
        filter[length++] = (struct sock_filter)ASSAY_ALLOW;
    }
    filter[length++] = (struct sock_filter)ASSAY_ALLOW;
    filter[length] = (struct sock_filter)ASSAY_DENY;
}

/* Denies new processes, other programs, sockets but for connecting to the internet where that is granted, whatever acts on
 * other processes, memory and messages that outlive this one or lie outside its limits, changes of files that Landlock
 * does not govern, mounts and everything that administers the machine; threads stay possible. Lasts for the life of the
 * process. */
static inline int assay_filter_calls(int may_connect) {
    uint16_t denied[] = {
        /* Other programs. New processes are told from new threads below. */
        __NR_execve, __NR_execveat, __NR_setpgid, __NR_setsid,
        /* Names for sockets, and waiting for others to connect. Which sockets there may be is told below. */
        __NR_bind, __NR_listen, may_connect ? __NR_bind : __NR_connect,
        /* Other processes; setpriority and ioprio_set may also mean those of a group or a user. */
        __NR_ptrace, __NR_process_vm_readv, __NR_process_vm_writev, __NR_process_madvise, __NR_process_mrelease,
        __NR_kcmp, __NR_pidfd_open, __NR_pidfd_getfd, __NR_pidfd_send_signal, __NR_rt_sigqueueinfo,
        __NR_rt_tgsigqueueinfo, __NR_tkill, __NR_setpriority, __NR_ioprio_set, __NR_perf_event_open,
        /* What outlives the process, or belongs to another one. */
        __NR_shmget, __NR_shmat, __NR_shmctl, __NR_semget, __NR_semop, __NR_semtimedop, __NR_semctl, __NR_msgget,
        __NR_msgsnd, __NR_msgrcv, __NR_msgctl, __NR_mq_open, __NR_mq_unlink,
        /* Memory that is a file counts against no limit of the process; what the host shares it has made itself. */
        __NR_memfd_create, __NR_memfd_secret,
        /* Files, as far as Landlock does not govern them, or did not at first. */
        __NR_truncate, __NR_fchmod, __NR_fchmodat, __NR_fchown, __NR_fchownat, __NR_utimensat, __NR_setxattr,
        __NR_lsetxattr, __NR_fsetxattr, __NR_removexattr, __NR_lremovexattr, __NR_fremovexattr,
        __NR_open_by_handle_at, __NR_fanotify_init,
        /* The machine. */
        __NR_mount, __NR_umount2, __NR_move_mount, __NR_mount_setattr, __NR_open_tree, __NR_fsopen, __NR_fspick,
        __NR_pivot_root, __NR_chroot, __NR_unshare, __NR_setns, __NR_bpf, __NR_userfaultfd, __NR_io_uring_setup,
        __NR_keyctl, __NR_add_key, __NR_request_key, __NR_init_module, __NR_finit_module, __NR_delete_module,
        __NR_kexec_load, __NR_kexec_file_load, __NR_reboot, __NR_swapon, __NR_swapoff, __NR_settimeofday,
        __NR_clock_settime, __NR_clock_adjtime, __NR_sethostname, __NR_setdomainname, __NR_acct, __NR_syslog,
#ifdef __x86_64__
        __NR_fork, __NR_vfork, __NR_chmod, __NR_chown, __NR_lchown, __NR_utime, __NR_utimes, __NR_futimesat,
        __NR_modify_ldt, __NR_iopl, __NR_ioperm,
#endif
    };
    const uint32_t own = (uint32_t)getpid();
    const uint32_t none = UINT32_MAX;
    const struct sock_filter first[] = {
        ASSAY_LOAD(arch),
        ASSAY_JUMP(BPF_JEQ, ASSAY_AUDIT_ARCHITECTURE, 1, 0),
        ASSAY_RETURN(SECCOMP_RET_KILL_PROCESS),
        ASSAY_LOAD(nr),
        ASSAY_JUMP(BPF_JGT, ASSAY_LAST_KNOWN_CALL, 2, 0),
        ASSAY_JUMP(BPF_JGE, ASSAY_FIRST_SHARED_CALL, 2, 0),
        ASSAY_JUMP(BPF_JGT, ASSAY_LAST_OLD_CALL, 0, 1),
        ASSAY_ABSENT,
        /* Their flags are out of a filter's reach; the C library falls back to clone, and nobody needs the other. */
        ASSAY_JUMP(BPF_JEQ, __NR_clone3, 1, 0),
        ASSAY_JUMP(BPF_JEQ, __NR_openat2, 0, 1),
        ASSAY_ABSENT,
        /* Before Linux 6.2 Landlock lets a file be emptied by opening it for reading (0) or for neither use (3). */
#ifdef __x86_64__
        ASSAY_DENY_ONLY(__NR_open, 1, O_TRUNC | O_ACCMODE, O_TRUNC, O_TRUNC | O_ACCMODE),
#endif
        ASSAY_DENY_ONLY(__NR_openat, 2, O_TRUNC | O_ACCMODE, O_TRUNC, O_TRUNC | O_ACCMODE),
        /* Files that run as their owner or group: they would run outside all this. */
#ifdef __x86_64__
        ASSAY_DENY_BITS(__NR_open, 2, S_ISUID | S_ISGID),
        ASSAY_DENY_BITS(__NR_creat, 1, S_ISUID | S_ISGID),
        ASSAY_DENY_BITS(__NR_mknod, 1, S_ISUID | S_ISGID),
#endif
        ASSAY_DENY_BITS(__NR_openat, 3, S_ISUID | S_ISGID),
        ASSAY_DENY_BITS(__NR_mknodat, 2, S_ISUID | S_ISGID),
        ASSAY_ALLOW_ONLY(__NR_socket, 0, may_connect ? AF_INET : none, may_connect ? AF_INET6 : none),
        /* Pairs of streams are how event loops wake themselves; others may send to any socket there is. */
        ASSAY_JUMP(BPF_JEQ, __NR_socketpair, 0, 5),
        ASSAY_LOAD(args[1]),
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xf),
        ASSAY_JUMP(BPF_JEQ, SOCK_STREAM, 0, 1),
        ASSAY_ALLOW,
        ASSAY_DENY,
        /* Who gets a signal when something arrives, F_SETOWN and F_SETOWN_EX, and making others wait, F_SETLEASE. */
        ASSAY_DENY_ONLY(__NR_fcntl, 1, UINT32_MAX, 8, 15),
        ASSAY_DENY_ONLY(__NR_fcntl, 1, UINT32_MAX, 1024, 1024),
        /* The same, FIOSETOWN and SIOCSPGRP, and what a file is: FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR, FS_IOC_ENABLE_VERITY. */
        ASSAY_DENY_ONLY(__NR_ioctl, 1, UINT32_MAX, 0x8901, 0x8902),
        ASSAY_DENY_ONLY(__NR_ioctl, 1, UINT32_MAX, 0x40086602, 0x401c5820),
        ASSAY_DENY_ONLY(__NR_ioctl, 1, UINT32_MAX, 0x40806685, 0x40806685),
        /* Ending with the host, and sharing processors with other processes by number (PR_SCHED_CORE). */
        ASSAY_DENY_ONLY(__NR_prctl, 0, UINT32_MAX, PR_SET_PDEATHSIG, 62),
        /* Signals to this process only; 0 would be its group. */
        ASSAY_ALLOW_ONLY(__NR_kill, 0, own, own),
        ASSAY_ALLOW_ONLY(__NR_tgkill, 0, own, own),
        /* For the caller, 0, and this process. Numbers of its other threads are not told from those of processes, so
         * that pthread_setaffinity_np works for the first thread only; sched_setaffinity with 0 does for each. */
        ASSAY_ALLOW_ONLY(__NR_prlimit64, 0, 0, own),
        ASSAY_ALLOW_ONLY(__NR_sched_setaffinity, 0, 0, own),
        ASSAY_ALLOW_ONLY(__NR_sched_setscheduler, 0, 0, own),
        ASSAY_ALLOW_ONLY(__NR_sched_setparam, 0, 0, own),
        ASSAY_ALLOW_ONLY(__NR_sched_setattr, 0, 0, own),
        ASSAY_ALLOW_ONLY(__NR_migrate_pages, 0, 0, own),
        ASSAY_ALLOW_ONLY(__NR_move_pages, 0, 0, own),
        /* New threads only. */
        ASSAY_JUMP(BPF_JEQ, __NR_clone, 0, 4),
        ASSAY_LOAD(args[0]),
        ASSAY_JUMP(BPF_JSET, 0x00010000 /* CLONE_THREAD */, 0, 1),
        ASSAY_ALLOW,
        ASSAY_DENY,
    };
    enum {
        count = sizeof denied / sizeof denied[0],
        length = sizeof first / sizeof first[0],
        size = length + count + (count + ASSAY_PIECE - 1) / ASSAY_PIECE * 2 + 2,
    };
    struct sock_filter filter[size];
    struct sock_fprog program = {size, filter};
    memcpy(filter, first, sizeof first);
    assay_write_denials(filter, length, size, denied, count);
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

#endif
#endif
