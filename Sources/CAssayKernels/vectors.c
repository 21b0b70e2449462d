#include "levels.h"
#include "parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

struct vector_call {
    const struct vector_job *job;
    const struct level *level;
    double *panels;
    double *norms;
    size_t pieces;
};

/// Lays out a piece of the columns eight at a time, and computes the lengths of the vectors.
static void pack(void *context, size_t worker, size_t piece) {
    (void)worker;
    const struct vector_call *call = context;
    const struct vector_job *job = call->job;
    size_t dimension = job->dimension, end = (job->count + 7) / 8 * 8;
    if (end > (piece + 1) * vector_span) end = (piece + 1) * vector_span;
    for (size_t column = piece * vector_span; column < end; column++) {
        double *panel = call->panels + (column & ~(size_t)7) * dimension + (column & 7);
        const double *vector = job->values + column * dimension;
        double squares = 0;
        if (column < job->count) {
            for (size_t d = 0; d < dimension; d++) panel[8 * d] = vector[d];
            for (size_t d = 0; call->norms != NULL && d < dimension; d++) squares += vector[d] * vector[d];
        } else {
            for (size_t d = 0; d < dimension; d++) panel[8 * d] = 0;
        }
        if (call->norms != NULL) call->norms[column] = sqrt(squares);
    }
}

static void piece(void *context, size_t worker, size_t item) {
    (void)worker;
    const struct vector_call *call = context;
    // The last columns have the most rows above the diagonal.
    call->level->vector_piece(call->job, call->pieces - 1 - item);
}

int32_t assay_kernel_vectors(
    const double *values,
    size_t count,
    size_t dimension,
    int32_t metric,
    const size_t *rows,
    size_t row_count,
    assay_kernel_output output,
    assay_kernel_options options
) {
    if (count == 0) return 0;
    size_t padded = (count + 7) / 8 * 8, numbers;
    if (__builtin_mul_overflow(padded, dimension + 1, &numbers) || numbers > SIZE_MAX / 16) return 1;
    double *memory = aligned_alloc(64, numbers * sizeof(double) + 64 - numbers * sizeof(double) % 64);
    if (memory == NULL) return 1;
    double *norms = metric == assay_kernel_cosine ? memory + padded * dimension : NULL;
    struct vector_job job = {
        .values = values, .count = count, .dimension = dimension, .panels = memory, .norms = norms,
        .rows = rows, .row_count = row_count, .metric = metric, .output = output,
    };
    size_t pieces = (count + vector_span - 1) / vector_span;
    struct vector_call call = {&job, assay_level(options.level), memory, norms, pieces};
    size_t workers = assay_workers(options.threads, pieces);
    assay_parallel(pieces, workers, pack, &call);
    assay_parallel(pieces, workers, piece, &call);
    free(memory);
    return 0;
}
