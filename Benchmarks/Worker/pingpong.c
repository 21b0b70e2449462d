/* What two processes need at least: 64 bytes to and fro over a socket pair, and starting a program that answers once. */
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static int compare(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static int echo(void) {
    char block[64];
    ssize_t size;
    while ((size = read(3, block, sizeof block)) > 0)
        if (write(3, block, (size_t)size) < 0) return 1;
    return 0;
}

static pid_t start(const char *program, int *end) {
    int ends[2];
    pid_t child;
    char *words[] = {(char *)program, "echo", NULL};
    posix_spawn_file_actions_t actions;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) exit(1);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 3);
    if (posix_spawn(&child, program, &actions, NULL, words, environ)) exit(1);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    *end = ends[0];
    return child;
}

static void exchange(int end) {
    char block[64] = {0};
    if (write(end, block, sizeof block) != sizeof block || read(end, block, sizeof block) <= 0) exit(1);
}

int main(int count, char **words) {
    if (count > 1 && strcmp(words[1], "echo") == 0) return echo();
    int calls = count > 1 ? atoi(words[1]) : 100000, starts = 200, end;
    uint64_t *times = calloc((size_t)calls, sizeof *times);
    pid_t child = start(words[0], &end);
    for (int i = 0; i < 1000; i++) exchange(end);
    for (int i = 0; i < calls; i++) {
        uint64_t begin = now();
        exchange(end);
        times[i] = now() - begin;
    }
    close(end);
    waitpid(child, NULL, 0);
    qsort(times, (size_t)calls, sizeof *times, compare);
    printf("{\"calls\":%d,\"p50_us\":%.1f,\"p99_us\":%.1f", calls, times[calls / 2] / 1e3, times[calls * 99ll / 100] / 1e3);
    for (int i = 0; i < starts; i++) {
        uint64_t begin = now();
        child = start(words[0], &end);
        exchange(end);
        times[i] = now() - begin;
        close(end);
        waitpid(child, NULL, 0);
    }
    qsort(times, (size_t)starts, sizeof *times, compare);
    printf(",\"start_p50_ms\":%.2f,\"start_p99_ms\":%.2f}\n", times[starts / 2] / 1e6, times[starts * 99 / 100] / 1e6);
    return 0;
}
