#include "levels.h"
#include "parallel.h"

#include <stdlib.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

static void piece(void *context, size_t worker, size_t item) {
    (void)worker;
    const struct record_job *job = ((void **)context)[0];
    const struct level *level = ((void **)context)[1];
    level->record_piece(job, item);
}

int32_t assay_kernel_records(
    const assay_kernel_field *fields,
    size_t field_count,
    size_t count,
    int32_t missing_is_value,
    const size_t *rows,
    size_t row_count,
    assay_kernel_output output,
    assay_kernel_options options
) {
    // Eight records are read at once, so columns are copied with room after the last one.
    size_t padded = count + 8, numbers;
    if (__builtin_mul_overflow(padded, field_count, &numbers) || numbers > SIZE_MAX / 32) return 1;
    double *columns = malloc((numbers + 1) * sizeof *columns);
    assay_kernel_field *copies = malloc((field_count + 1) * sizeof *copies);
    if (columns == NULL || copies == NULL) {
        free(columns);
        free(copies);
        return 1;
    }
    struct record_job job = {
        .fields = copies, .field_count = field_count, .count = count, .missing_is_value = missing_is_value,
        .rows = rows, .row_count = row_count, .output = output,
    };
    for (size_t f = 0; f < field_count; f++) {
        double *column = columns + f * padded;
        memcpy(column, fields[f].values, count * sizeof *column);
        memset(column + count, 0, 8 * sizeof *column);
        copies[f] = fields[f];
        copies[f].values = column;
        job.weights += fields[f].weight;
        job.some_missing |= fields[f].missing;
    }
    size_t row_total = output.rectangular ? row_count : count;
    size_t pieces = (row_total + record_span - 1) / record_span;
    const struct level *level = assay_level(options.level);
    assay_parallel(pieces, assay_workers(options.threads, pieces), piece, (void *[]){&job, (void *)level});
    free(columns);
    free(copies);
    return 0;
}
