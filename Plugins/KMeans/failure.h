/* Why an answer could not be given. */
#ifndef KMEANS_FAILURE_H
#define KMEANS_FAILURE_H

#include <stdbool.h>

#pragma GCC visibility push(hidden)

typedef struct failure {
    const char *code;
    char message[512];
} failure;

/* Sets a failure, with a message as for printf, and returns false. */
bool fail(failure *failure, const char *code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Sets the failure of memory that ran out, and returns false. */
bool fail_memory(failure *failure);

#pragma GCC visibility pop

#endif
