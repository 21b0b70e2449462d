/* The request, read from JSON the host has checked against the input schema. */
#ifndef KMEANS_REQUEST_H
#define KMEANS_REQUEST_H

#include <assay/plugin.h>

#include "failure.h"

#pragma GCC visibility push(hidden)

enum { COLUMN_LIMIT = 256 };

typedef struct request {
    char *csv;
    size_t clusters;
    size_t max_iterations;
    /* column_count names; none means every numeric column. */
    char *columns[COLUMN_LIMIT];
    size_t column_count;
} request;

/* Reads a request; request_free is needed whatever the result. */
bool request_read(request *request, assay_text json, failure *failure);

void request_free(request *request);

#pragma GCC visibility pop

#endif
