#ifndef ASSAY_PARALLEL_H
#define ASSAY_PARALLEL_H

#include <stddef.h>

/// Does one item of the work; `worker` is below the number of threads and is never used by two threads at once.
typedef void (*assay_work)(void *context, size_t worker, size_t item);

/// The most threads a call uses.
enum { assay_most_threads = 64 };

/// How many workers a call has, from the number asked for and the number of items.
size_t assay_workers(size_t threads, size_t items);

/// Does every item once. Items must not depend on each other; which worker does one is not fixed.
void assay_parallel(size_t items, size_t workers, assay_work work, void *context);

#endif
