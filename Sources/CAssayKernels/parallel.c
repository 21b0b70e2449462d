#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#endif

#include "parallel.h"

#include "assay_kernels.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

struct shared {
    atomic_size_t next;
    size_t items;
    assay_work work;
    void *context;
};

struct worker {
    struct shared *shared;
    size_t index;
};

static void *run(void *argument) {
    struct worker *worker = argument;
    struct shared *shared = worker->shared;
    for (;;) {
        size_t item = atomic_fetch_add_explicit(&shared->next, 1, memory_order_relaxed);
        if (item >= shared->items) return NULL;
        shared->work(shared->context, worker->index, item);
    }
}

size_t assay_workers(size_t threads, size_t items) {
    size_t workers = threads < items ? threads : items;
    if (workers > assay_most_threads) workers = assay_most_threads;
    return workers > 0 ? workers : 1;
}

void assay_parallel(size_t items, size_t workers, assay_work work, void *context) {
    struct shared shared = {.items = items, .work = work, .context = context};
    struct worker arguments[assay_most_threads];
    pthread_t threads[assay_most_threads];
    size_t started = 0;
    atomic_init(&shared.next, 0);
    for (size_t index = 1; index < workers; index++) {
        arguments[index] = (struct worker){&shared, index};
        // The threads that did start, at least the calling one, do all of the work.
        if (pthread_create(&threads[index], NULL, run, &arguments[index]) != 0) break;
        started = index;
    }
    arguments[0] = (struct worker){&shared, 0};
    run(&arguments[0]);
    for (size_t index = 1; index <= started; index++) pthread_join(threads[index], NULL);
}

void assay_kernel_parallel(size_t items, uint32_t threads, assay_work work, void *context) {
    assay_parallel(items, assay_workers(threads, items), work, context);
}

uint32_t assay_kernel_processors(void) {
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        int allowed = CPU_COUNT(&set);
        if (allowed > 0) return (uint32_t)allowed;
    }
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (uint32_t)online : 1;
}
