/* Writes files, makes directories, changes modes; leaves messages and memory behind; uses calls of kernels to come. */
#include "plugin.h"

#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/xattr.h>

static int32_t answer(const assay_call *call) {
    int possible = 0;
#if VARIANT == 0
    const char *places[] = {"/tmp/assay-broken", "/var/tmp/assay-broken", "assay-broken", "/dev/shm/assay-broken"};
    for (int i = 0; i < 4; i++) {
        possible += open(places[i], O_WRONLY | O_CREAT, 0600) >= 0;
        possible += mkdir(places[i], 0700) == 0;
        possible += symlink("/etc", places[i]) == 0;
    }
    possible += chmod(".", 0777) == 0;
    possible += rename("kept", "moved") == 0;
#elif VARIANT == 1
    uint64_t attributes[4] = {0};
    possible += access("kept", R_OK) != 0;
    COUNT_ALLOWED(chmod("kept", 0777));
    COUNT_ALLOWED(chown("kept", getuid(), getgid()));
    COUNT_ALLOWED(utimensat(AT_FDCWD, "kept", NULL, 0));
    COUNT_ALLOWED(setxattr("kept", "user.assay", "1", 1, 0));
    COUNT_ALLOWED(removexattr("kept", "user.assay"));
    COUNT_ALLOWED(truncate("kept", 0));
    COUNT_ALLOWED(open("kept", O_RDONLY | O_TRUNC));
    COUNT_ALLOWED(open("kept", O_ACCMODE | O_TRUNC));
    COUNT_ALLOWED(syscall(452 /* fchmodat2 */, AT_FDCWD, "kept", 0777, 0));
    COUNT_ALLOWED(syscall(463 /* setxattrat */, AT_FDCWD, "kept", 0, "user.assay", attributes, 16));
    COUNT_ALLOWED(syscall(466 /* removexattrat */, AT_FDCWD, "kept", 0, "user.assay"));
    COUNT_ALLOWED(syscall(469 /* file_setattr */, AT_FDCWD, "kept", attributes, 24, 0));
#elif VARIANT == 2
    int ends[2];
    COUNT_ALLOWED(shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600));
    COUNT_ALLOWED(semget(IPC_PRIVATE, 1, IPC_CREAT | 0600));
    COUNT_ALLOWED(msgget(IPC_PRIVATE, IPC_CREAT | 0600));
    COUNT_ALLOWED(shmctl(-1, IPC_RMID, NULL));
    COUNT_ALLOWED((long)shmat(-1, NULL, 0));
    COUNT_ALLOWED(syscall(SYS_mq_open, "assay-broken", O_CREAT | O_RDWR, 0600, NULL));
    COUNT_ALLOWED(syscall(SYS_mq_unlink, "assay-broken"));
    COUNT_ALLOWED(syscall(SYS_memfd_create, "assay-broken", 0));
    COUNT_ALLOWED(syscall(SYS_memfd_secret, 0));
    COUNT_ALLOWED(socketpair(AF_UNIX, SOCK_DGRAM, 0, ends));
    COUNT_ALLOWED(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends));
    /* Event loops wake themselves by a pair of streams. */
    possible += socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0;
    close(ends[0]);
    close(ends[1]);
#else
    /* Between the numbers of one machine and those of all, after the last one known, and of x86's other interface. The
     * kernel's own two after 334 pass every filter, and end who calls them. */
    for (long number = 337; number < 600; number++) {
        if (number == 424) number = 451;
        possible += syscall(number, -1, -1, -1, -1, -1, -1) != -1 || errno != ENOSYS;
    }
    possible += syscall(0x40000000 | SYS_getppid) != -1 || errno != ENOSYS;
#endif
    return say_count(call, possible);
}

#include "table.h"
