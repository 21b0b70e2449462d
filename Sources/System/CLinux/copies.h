#ifndef ASSAY_CLINUX_COPIES_H
#define ASSAY_CLINUX_COPIES_H

/* Copies of a process, and descriptors on their way from one process to another. Like shim.h, everything returns -1 with
 * errno set where it fails. */

#ifdef __linux__
#include "shim.h"

/* What of the calling thread the kernel keeps for the C library: a copy has to give it anew. */
typedef struct assay_thread {
    uint64_t number;
    void *robust_list;
    size_t robust_size;
} assay_thread;

/* Looks that up; -1 where the kernel does not tell, or where copies are out of the question: a sanitizer has threads. */
static inline int assay_look_up_thread(assay_thread *thread) {
    int *number = 0;
    if (__asan_init || __tsan_init) return errno = ENOSYS, -1;
    if (prctl(PR_GET_TID_ADDRESS, &number) || !number) return -1;
    thread->number = (uint64_t)(uintptr_t)number;
    return (int)syscall(SYS_get_robust_list, 0, &thread->robust_list, &thread->robust_size);
}

/* Copies this process, which must have one thread, into a child of its parent; returns 0 in the copy. This is fork but for
 * the parent, which alone can wait for a process, and for handlers of pthread_atfork. */
static inline pid_t assay_copy_beside(const assay_thread *thread) {
    struct {
        uint64_t flags, descriptor, child_number, parent_number, exit_signal, stack, stack_size, tls;
    } arguments = {0x01208000 /* CLONE_PARENT, CLONE_CHILD_SETTID and _CLEARTID */, 0, thread->number, 0, 0, 0, 0, 0};
    pid_t child = (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
    if (child == 0) syscall(SYS_set_robust_list, thread->robust_list, thread->robust_size);
    return child;
}

/* Makes the descriptors 0, 1, 2 and so on, and closes all others. */
static inline int assay_become(const int *descriptors, int count) {
    int raised[8];
    if (count > 8) return -1;
    for (int number = 0; number < count; number++)
        if ((raised[number] = fcntl(descriptors[number], F_DUPFD, 16)) < 0) return -1;
    for (int number = 0; number < count; number++)
        if (dup2(raised[number], number) < 0) return -1;
    closefrom(count);
    return 0;
}

/* Two connected ends that keep messages apart, closed on exec. */
static inline int assay_message_pair(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
}

/* The descriptors of one message. */
typedef union assay_parcel {
    struct cmsghdr header;
    char space[CMSG_SPACE(8 * sizeof(int))];
} assay_parcel;

/* Sends a message of one byte with up to 8 descriptors. */
static inline ssize_t assay_send_descriptors(int socket, const int *descriptors, int count) {
    char byte = 1;
    struct iovec part = {&byte, 1};
    assay_parcel parcel;
    struct msghdr message;
    if (count > 8) return errno = EINVAL, -1;
    memset(&parcel, 0, sizeof parcel);
    memset(&message, 0, sizeof message);
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = parcel.space;
    message.msg_controllen = CMSG_SPACE((size_t)count * sizeof(int));
    parcel.header.cmsg_level = SOL_SOCKET;
    parcel.header.cmsg_type = SCM_RIGHTS;
    parcel.header.cmsg_len = CMSG_LEN((size_t)count * sizeof(int));
    memcpy(CMSG_DATA(&parcel.header), descriptors, (size_t)count * sizeof(int));
    return sendmsg(socket, &message, MSG_NOSIGNAL);
}

/* Receives such a message; the number of descriptors, or -1, also when the other end is closed. */
static inline int assay_receive_descriptors(int socket, int descriptors[8]) {
    char byte;
    struct iovec part = {&byte, 1};
    assay_parcel parcel;
    struct msghdr message;
    ssize_t got;
    int count;
    memset(&message, 0, sizeof message);
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = parcel.space;
    message.msg_controllen = sizeof parcel.space;
    do got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got <= 0 || message.msg_controllen < CMSG_LEN(0) || parcel.header.cmsg_type != SCM_RIGHTS) return -1;
    count = (int)((parcel.header.cmsg_len - CMSG_LEN(0)) / sizeof(int));
    if (count > 8) return -1;
    memcpy(descriptors, CMSG_DATA(&parcel.header), (size_t)count * sizeof(int));
    return count;
}

#endif
#endif
