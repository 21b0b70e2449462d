#ifndef ASSAY_CLINUX_SHIM_H
#define ASSAY_CLINUX_SHIM_H

/* What Swift cannot call: variadic functions, system calls without a wrapper, macros with casts. Everything returns -1
 * with errno set where it fails; on systems other than Linux everything fails with ENOSYS. */

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The headers show some names on request only, and asking would show Swift two versions of their types. */
#define ASSAY_F_ADD_SEALS 1033
#define ASSAY_O_PATH 010000000
#define ASSAY_POLLRDHUP 0x2000
int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
extern char **environ;
struct assay_symbol {
    const char *path;
    void *base;
    const char *name;
    void *address;
};
int dladdr(const void *address, void *symbol);

/* Atomic words in memory that processes share. */

static inline void assay_store_word(void *place, uint64_t value) {
    __atomic_store_n((uint64_t *)place, value, __ATOMIC_RELEASE);
}

static inline uint64_t assay_load_word(const void *place) {
    return __atomic_load_n((const uint64_t *)place, __ATOMIC_ACQUIRE);
}

/* Descriptors. */

/* Two connected ends of a private byte stream, closed on exec. */
static inline int assay_socket_pair(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
}

static inline int assay_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC);
}

/* The same file under a number from 10 up, closed on exec: none that a spawned program is given. */
static inline int assay_raise(int descriptor) {
    return fcntl(descriptor, F_DUPFD_CLOEXEC, 10);
}

/* Never raises a signal. */
static inline ssize_t assay_send(int descriptor, const void *bytes, size_t size) {
    return send(descriptor, bytes, size, MSG_NOSIGNAL);
}

static inline int assay_set_nonblocking(int descriptor) {
    return fcntl(descriptor, F_SETFL, O_NONBLOCK);
}

/* Memory as a file, which the holders of the descriptor share. */
static inline int assay_memory_file(const char *name) {
    return (int)syscall(SYS_memfd_create, name, 3 /* MFD_CLOEXEC | MFD_ALLOW_SEALING */);
}

/* Nobody can make the file shorter from now on, so that reading what is mapped never fails. */
static inline int assay_seal_length(int descriptor) {
    return fcntl(descriptor, ASSAY_F_ADD_SEALS, 2 /* F_SEAL_SHRINK */);
}

/* Nobody can change the file in any way from now on. */
static inline int assay_seal_contents(int descriptor) {
    return fcntl(descriptor, ASSAY_F_ADD_SEALS, 15 /* F_SEAL_SEAL, SHRINK, GROW, WRITE */);
}

/* Null where mmap fails. */
static inline void *assay_map(int descriptor, size_t size) {
    void *place = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    return place == MAP_FAILED ? 0 : place;
}

/* Processes. */

/* Starts a program in a process group of its own with default signals, an empty mask and nothing but the given
 * descriptors, which become 0, 1, 2 and so on; -1 among them stays closed. Returns 0 or an error number. */
static inline int assay_spawn(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors, int count,
    pid_t *child) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t all, none;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawnattr_init(&attributes);
    if (error) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    for (int number = 0; !error && number < count; number++)
        error = descriptors[number] < 0
            ? posix_spawn_file_actions_addclose(&actions, number)
            : posix_spawn_file_actions_adddup2(&actions, descriptors[number], number);
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(&actions, count);
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    if (!error) error = posix_spawn(child, path, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* A descriptor for a child that was not waited for yet. */
static inline int assay_process_descriptor(pid_t child) {
    return (int)syscall(SYS_pidfd_open, child, 0);
}

/* Kills a child that was not waited for yet, and its process group, whose number therefore cannot be anybody else's. */
static inline void assay_kill_group(int descriptor, pid_t child) {
    syscall(SYS_pidfd_send_signal, descriptor, SIGKILL, 0, 0);
    kill(-child, SIGKILL);
}

/* How a child ended. */
typedef struct assay_exit {
    /* Whether it ended by a signal. */
    int by_signal;
    /* The exit code or the signal. */
    int status;
    /* The most memory it had, in bytes. */
    int64_t peak_memory;
} assay_exit;

/* Waits for the end of a child; blocks. */
static inline int assay_wait(int descriptor, assay_exit *result) {
    siginfo_t information;
    struct rusage usage;
    int outcome;
    memset(&information, 0, sizeof information);
    memset(&usage, 0, sizeof usage);
    do outcome = (int)syscall(SYS_waitid, 3 /* P_PIDFD */, descriptor, &information, WEXITED, &usage);
    while (outcome < 0 && errno == EINTR);
    result->by_signal = information.si_code != CLD_EXITED;
    result->status = information.si_status;
    result->peak_memory = (int64_t)usage.ru_maxrss * 1024;
    return outcome;
}

static inline void assay_die_with_parent(void) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static inline int assay_limit(int resource, uint64_t most) {
    struct rlimit limit = {most, most};
    return setrlimit(resource, &limit);
}

/* There in programs built with a sanitizer only, which reserve more address space than any limit. */
void __asan_init(void) __attribute__((weak));
void __tsan_init(void) __attribute__((weak));

/* Sets one of the limits of a worker; a process cannot raise it again. */
static inline int assay_limit_memory(uint64_t bytes) {
    return __asan_init || __tsan_init ? 0 : assay_limit(RLIMIT_AS, bytes);
}
static inline int assay_limit_files(uint64_t bytes, uint64_t open) {
    return assay_limit(RLIMIT_FSIZE, bytes) || assay_limit(RLIMIT_NOFILE, open) || assay_limit(RLIMIT_CORE, 0) ? -1 : 0;
}
static inline int assay_limit_stack(uint64_t bytes) { return assay_limit(RLIMIT_STACK, bytes); }
static inline int assay_limit_processes(uint64_t most) { return assay_limit(RLIMIT_NPROC, most); }
static inline int assay_limit_processor(uint64_t seconds) { return assay_limit(RLIMIT_CPU, seconds); }

/* No privileges gained by exec, nothing for debuggers and core dumps to read. */
static inline int assay_no_new_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) ? -1 : 0;
}

/* Gives up every capability but reading files of others, which root expects to be able to do. */
static inline int assay_drop_capabilities(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];
    if (syscall(SYS_capget, &header, data)) return -1;
    for (int word = 0; word < 2; word++) {
        uint32_t kept = word == 0 ? data[word].permitted & (1u << CAP_DAC_READ_SEARCH) : 0;
        data[word].permitted = data[word].effective = kept;
        data[word].inheritable = 0;
    }
    return (int)syscall(SYS_capset, &header, data);
}

/* Landlock: which files a process may use. The rights are those of the kernel's interface. */

#define ASSAY_LANDLOCK_WRITE_FILE 2
#define ASSAY_LANDLOCK_READ_FILE 4
#define ASSAY_LANDLOCK_READ_DIR 8

/* The version of the kernel's interface; below 1 where there is none. */
static inline int assay_landlock_version(void) {
    return (int)syscall(SYS_landlock_create_ruleset, 0, 0, 1);
}

/* A set of rules that denies every use of files and of TCP, and signals to others where the kernel can tell. */
static inline int assay_landlock_create(int version) {
    struct {
        uint64_t files, network, scoped;
    } attributes = {0, 0, 0};
    attributes.files = version >= 5 ? 0xFFFF : version >= 3 ? 0x7FFF : version == 2 ? 0x3FFF : 0x1FFF;
    if (version >= 4) attributes.network = 3;
    if (version >= 6) attributes.scoped = 3;
    return (int)syscall(SYS_landlock_create_ruleset, &attributes, version >= 6 ? 24 : version >= 4 ? 16 : 8, 0);
}

/* Allows rights beneath an open directory, or on an open file. */
static inline int assay_landlock_allow(int rules, uint64_t rights, int place) {
    struct {
        uint64_t rights;
        int32_t place;
    } __attribute__((packed)) rule = {rights, place};
    return (int)syscall(SYS_landlock_add_rule, rules, 1, &rule, 0);
}

static inline int assay_landlock_enforce(int rules) {
    return (int)syscall(SYS_landlock_restrict_self, rules, 0);
}

static inline int assay_open_place(const char *path) {
    return open(path, ASSAY_O_PATH | O_CLOEXEC);
}

/* Calls a function with the path of each library of this process, while no other thread loads one. */
static inline void assay_each_library(void (*visit)(const char *path, void *context), void *context) {
    for (const struct link_map *library = _r_debug.r_map; library; library = library->l_next)
        if (library->l_name) visit(library->l_name, context);
}

/* The file of the image an address is in, or null. */
static inline const char *assay_image_path(const void *address) {
    struct assay_symbol symbol = {0, 0, 0, 0};
    return dladdr(address, &symbol) ? symbol.path : 0;
}

/* Changes whenever a variable of the environment is set anew or removed. */
static inline uint64_t assay_environment_fingerprint(void) {
    uint64_t sum = 0;
    for (char **entry = environ; entry && *entry; entry++) sum = sum * 31 + (uintptr_t)*entry;
    return sum;
}

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

/* The floating-point environment a program starts with; a plugin may have changed it. */
static inline uint32_t assay_floating_point_state(void) {
#ifdef __x86_64__
    uint32_t vector;
    uint16_t legacy;
    __asm__ volatile("stmxcsr %0" : "=m"(vector));
    __asm__ volatile("fnstcw %0" : "=m"(legacy));
    /* The lowest bits of the first say only what happened so far. */
    return (vector & ~0x3Fu) ^ ((uint32_t)legacy << 16);
#elif defined(__aarch64__)
    uint64_t control;
    __asm__ volatile("mrs %0, fpcr" : "=r"(control));
    return (uint32_t)control;
#else
    return 0;
#endif
}

/* Whether a signal has another than its default disposition, SIGPIPE apart. */
static inline int assay_has_signal_handlers(void) {
    for (int number = 1; number < 32; number++) {
        struct sigaction action;
        if (number == SIGPIPE || sigaction(number, 0, &action)) continue;
        if (action.sa_handler != SIG_DFL) return 1;
    }
    return 0;
}

/* Ends the process in the way of a thread that ends itself. */
static inline void assay_end_with_thread(void *code) { _exit((int)(intptr_t)code); }

/* Ends the process with this code when the calling thread ends before it does. */
static inline int assay_exit_with_thread(int code) {
    pthread_key_t key;
    if (pthread_key_create(&key, assay_end_with_thread)) return -1;
    return pthread_setspecific(key, (void *)(intptr_t)code) ? -1 : 0;
}

static inline uint64_t assay_monotonic_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#endif
#endif
