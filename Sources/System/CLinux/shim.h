#ifndef ASSAY_CLINUX_SHIM_H
#define ASSAY_CLINUX_SHIM_H

/* What Swift cannot call: variadic functions, system calls without a wrapper, macros with casts. Everything returns -1
 * with errno set where it fails; on systems other than Linux everything fails with ENOSYS. */

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <linux/capability.h>
#include <locale.h>
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
void closefrom(int first);
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

/* Never waits either. */
static inline ssize_t assay_send_at_once(int descriptor, const void *bytes, size_t size) {
    return send(descriptor, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* Limits how long receiving waits. */
static inline int assay_set_wait(int descriptor, int milliseconds) {
    struct timeval time = {milliseconds / 1000, milliseconds % 1000 * 1000};
    return setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
}

static inline int assay_set_nonblocking(int descriptor) {
    return fcntl(descriptor, F_SETFL, O_NONBLOCK);
}

#define ASSAY_HAS_MESSAGE 1
#define ASSAY_HAS_OUTPUT 2

/* Waits until something can be read or done; which descriptors of a worker are ready. Negative ones are passed over. */
static inline int assay_await(int socket, short wanted, int output, int errors, int milliseconds) {
    struct pollfd entries[3] = {{socket, wanted, 0}, {output, POLLIN, 0}, {errors, POLLIN, 0}};
    if (poll(entries, 3, milliseconds) <= 0) return 0;
    return (entries[0].revents & ~POLLOUT ? ASSAY_HAS_MESSAGE : 0)
        | (entries[1].revents || entries[2].revents ? ASSAY_HAS_OUTPUT : 0);
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
    /* The processor time it took, in whole seconds. */
    int64_t processor_time;
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
    result->processor_time = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000000;
    return outcome;
}

static inline void assay_die_with_parent(void) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* Sets a limit, and up to where a process may raise it itself; one that is lower already stays. */
static inline int assay_limit_between(int resource, uint64_t soft, uint64_t hard) {
    struct rlimit limit;
    if (getrlimit(resource, &limit)) return -1;
    if (limit.rlim_max > hard) limit.rlim_max = hard;
    if (limit.rlim_cur > soft) limit.rlim_cur = soft;
    if (limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
    return setrlimit(resource, &limit);
}

static inline int assay_limit(int resource, uint64_t most) { return assay_limit_between(resource, most, most); }

/* There in programs built with a sanitizer only, which reserve more address space than any limit. */
void __asan_init(void) __attribute__((weak));
void __tsan_init(void) __attribute__((weak));

/* Sets one of the limits of a worker. */
static inline int assay_limit_memory(uint64_t bytes) {
    return __asan_init || __tsan_init ? 0 : assay_limit(RLIMIT_AS, bytes);
}
static inline int assay_limit_files(uint64_t bytes, uint64_t open) {
    return assay_limit(RLIMIT_FSIZE, bytes) || assay_limit(RLIMIT_NOFILE, open) || assay_limit(RLIMIT_CORE, 0) ? -1 : 0;
}
static inline int assay_limit_stack(uint64_t bytes) { return assay_limit(RLIMIT_STACK, bytes); }
static inline int assay_limit_processes(uint64_t most) { return assay_limit(RLIMIT_NPROC, most); }
/* SIGXCPU tells what ended the process; SIGKILL, a second later, is for one that does not listen. */
static inline int assay_limit_processor(uint64_t seconds) {
    return assay_limit_between(RLIMIT_CPU, seconds, seconds + 1);
}

/* No privileges gained by exec, nothing for debuggers and core dumps to read. */
static inline int assay_no_new_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) ? -1 : 0;
}

/* What is in memory is for nobody else: no core dump is written, and no other process of the user may read it. Where a
 * sanitizer has to, to look for leaks, it stays as it is. */
static inline int assay_keep_memory_private(void) {
    if (__asan_init || __tsan_init) return 0;
    return assay_limit(RLIMIT_CORE, 0) || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) ? -1 : 0;
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

/* What may be done with a file that may be written, and beneath a directory: making, changing, moving and removing files
 * and directories; no links, devices or sockets. */
static inline uint64_t assay_landlock_writing(int version, int is_directory) {
    uint64_t rights = ASSAY_LANDLOCK_WRITE_FILE | ASSAY_LANDLOCK_READ_FILE | (version >= 3 ? 0x4000 /* truncate */ : 0);
    if (!is_directory) return rights;
    return rights | ASSAY_LANDLOCK_READ_DIR | 0x10 | 0x20 /* remove */ | 0x80 | 0x100 /* make */
        | (version >= 2 ? 0x2000 /* move between directories */ : 0);
}

/* The version of the kernel's interface; below 1 where there is none. */
static inline int assay_landlock_version(void) {
    return (int)syscall(SYS_landlock_create_ruleset, 0, 0, 1);
}

/* A set of rules that denies every use of files and of TCP, but for connecting where that is granted, and signals to
 * others where the kernel can tell. */
static inline int assay_landlock_create(int version, int may_connect) {
    struct {
        uint64_t files, network, scoped;
    } attributes = {0, 0, 0};
    attributes.files = version >= 5 ? 0xFFFF : version >= 3 ? 0x7FFF : version == 2 ? 0x3FFF : 0x1FFF;
    if (version >= 4) attributes.network = may_connect ? 1 : 3;
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

/* What a plugin may change in its process and is cheap to look up. */
typedef struct assay_condition {
    uint64_t directory_device, directory, threads, variables, blocked_signals;
    uint32_t floating_point;
    /* The locale of every category; good until it is changed. */
    const char *locale;
} assay_condition;

/* How things are now; the descriptor is that of /proc/self/task, of which each thread is a link. */
static inline assay_condition assay_look_around(int tasks) {
    assay_condition condition;
    struct stat place;
    sigset_t mask;
    memset(&condition, 0, sizeof condition);
    if (!stat(".", &place)) {
        condition.directory_device = place.st_dev;
        condition.directory = place.st_ino;
    }
    if (!fstat(tasks, &place)) condition.threads = place.st_nlink;
    condition.variables = assay_environment_fingerprint();
    sigemptyset(&mask);
    if (!pthread_sigmask(SIG_BLOCK, 0, &mask)) memcpy(&condition.blocked_signals, &mask, sizeof condition.blocked_signals);
    condition.floating_point = assay_floating_point_state();
    condition.locale = setlocale(LC_ALL, 0);
    return condition;
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
