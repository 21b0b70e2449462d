#ifndef ASSAY_CLINUX_FILTER_H
#define ASSAY_CLINUX_FILTER_H

#ifdef __linux__
#include "shim.h"
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

/* Seccomp: which system calls a process may make. */

#if defined(__x86_64__)
#define ASSAY_AUDIT_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ASSAY_AUDIT_ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv)
#define ASSAY_AUDIT_ARCHITECTURE AUDIT_ARCH_RISCV64
#else
#define ASSAY_AUDIT_ARCHITECTURE 0
#endif

#define ASSAY_DENY BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define ASSAY_DENY_CALL(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), ASSAY_DENY

/* Denies new processes, other programs, sockets, signals to others, debugging, mounts and everything that administers
 * the machine; threads stay possible. Lasts for the life of the process. */
static inline int assay_filter_calls(void) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ASSAY_AUDIT_ARCHITECTURE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef __x86_64__
        /* The second interface of the same machine has numbers of its own. */
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        ASSAY_DENY,
        ASSAY_DENY_CALL(__NR_fork),
        ASSAY_DENY_CALL(__NR_vfork),
        ASSAY_DENY_CALL(__NR_chmod),
        ASSAY_DENY_CALL(__NR_chown),
        ASSAY_DENY_CALL(__NR_lchown),
        ASSAY_DENY_CALL(__NR_utime),
        ASSAY_DENY_CALL(__NR_utimes),
        ASSAY_DENY_CALL(__NR_futimesat),
        ASSAY_DENY_CALL(__NR_modify_ldt),
#endif
        /* Its flags are out of a filter's reach; the C library falls back to clone. */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone3, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        ASSAY_DENY_CALL(__NR_execve),
        ASSAY_DENY_CALL(__NR_execveat),
        ASSAY_DENY_CALL(__NR_socket),
        ASSAY_DENY_CALL(__NR_ptrace),
        ASSAY_DENY_CALL(__NR_process_vm_readv),
        ASSAY_DENY_CALL(__NR_process_vm_writev),
        ASSAY_DENY_CALL(__NR_pidfd_open),
        ASSAY_DENY_CALL(__NR_pidfd_getfd),
        ASSAY_DENY_CALL(__NR_pidfd_send_signal),
        ASSAY_DENY_CALL(__NR_rt_sigqueueinfo),
        ASSAY_DENY_CALL(__NR_rt_tgsigqueueinfo),
        ASSAY_DENY_CALL(__NR_tkill),
        ASSAY_DENY_CALL(__NR_mount),
        ASSAY_DENY_CALL(__NR_umount2),
        ASSAY_DENY_CALL(__NR_move_mount),
        ASSAY_DENY_CALL(__NR_open_tree),
        ASSAY_DENY_CALL(__NR_fsopen),
        ASSAY_DENY_CALL(__NR_pivot_root),
        ASSAY_DENY_CALL(__NR_chroot),
        ASSAY_DENY_CALL(__NR_unshare),
        ASSAY_DENY_CALL(__NR_setns),
        ASSAY_DENY_CALL(__NR_bpf),
        ASSAY_DENY_CALL(__NR_perf_event_open),
        ASSAY_DENY_CALL(__NR_userfaultfd),
        ASSAY_DENY_CALL(__NR_io_uring_setup),
        ASSAY_DENY_CALL(__NR_keyctl),
        ASSAY_DENY_CALL(__NR_add_key),
        ASSAY_DENY_CALL(__NR_request_key),
        ASSAY_DENY_CALL(__NR_init_module),
        ASSAY_DENY_CALL(__NR_finit_module),
        ASSAY_DENY_CALL(__NR_delete_module),
        ASSAY_DENY_CALL(__NR_kexec_load),
        ASSAY_DENY_CALL(__NR_reboot),
        ASSAY_DENY_CALL(__NR_swapon),
        ASSAY_DENY_CALL(__NR_swapoff),
        ASSAY_DENY_CALL(__NR_settimeofday),
        ASSAY_DENY_CALL(__NR_clock_settime),
        ASSAY_DENY_CALL(__NR_sethostname),
        ASSAY_DENY_CALL(__NR_setdomainname),
        ASSAY_DENY_CALL(__NR_open_by_handle_at),
        ASSAY_DENY_CALL(__NR_fchmod),
        ASSAY_DENY_CALL(__NR_fchmodat),
        ASSAY_DENY_CALL(__NR_fchown),
        ASSAY_DENY_CALL(__NR_fchownat),
        ASSAY_DENY_CALL(__NR_utimensat),
        ASSAY_DENY_CALL(__NR_setxattr),
        ASSAY_DENY_CALL(__NR_lsetxattr),
        ASSAY_DENY_CALL(__NR_fsetxattr),
        ASSAY_DENY_CALL(__NR_setpgid),
        ASSAY_DENY_CALL(__NR_setsid),
        /* New threads only. */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x00010000 /* CLONE_THREAD */, 1, 0),
        ASSAY_DENY,
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        /* Signals to this process only. */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_kill, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_tgkill, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 1, 0),
        ASSAY_DENY,
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

#endif
#endif
