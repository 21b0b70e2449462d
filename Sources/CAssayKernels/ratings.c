#include "levels.h"
#include "parallel.h"

#include <stdlib.h>

#pragma STDC FP_CONTRACT OFF

typedef void (*rating_function)(const struct rating_job *job, size_t piece);

struct rating_call {
    const struct rating_job *job;
    rating_function function;
};

static void piece(void *context, size_t worker, size_t item) {
    (void)worker;
    const struct rating_call *call = context;
    call->function(call->job, item);
}

/// Computes every piece of a table; the caller frees the parts. Returns how many there are, 0 without memory.
static size_t run(struct rating_job *job, rating_function function, uint32_t threads) {
    size_t pieces = (job->units + rating_span - 1) / rating_span;
    job->parts = malloc((pieces + 1) * sizeof *job->parts);
    if (job->parts == NULL) return 0;
    struct rating_call call = {job, function};
    assay_parallel(pieces, assay_workers(threads, pieces), piece, &call);
    return pieces;
}

int32_t assay_kernel_alpha_nominal(
    const double *table,
    size_t raters,
    size_t units,
    double lowest,
    uint64_t totals[assay_kernel_categories],
    assay_kernel_ratings *result,
    assay_kernel_options options
) {
    if (raters > 255 || units == 0) return 1;
    struct rating_job job = {.table = table, .raters = raters, .units = units, .origin = lowest};
    size_t pieces = run(&job, assay_level(options.level)->nominal_piece, options.threads);
    int failed = pieces == 0;
    *result = (assay_kernel_ratings){0};
    for (size_t index = 0; index < assay_kernel_categories; index++) totals[index] = 0;
    for (size_t item = 0; item < pieces; item++) {
        const struct rating_part *part = &job.parts[item];
        failed |= part->failed;
        result->units += part->units;
        result->ratings += part->ratings;
        result->observed += part->observed;
        for (size_t index = 0; index < assay_kernel_categories; index++) totals[index] += part->totals[index];
    }
    double count = (double)result->ratings, squares = 0;
    for (size_t index = 0; index < assay_kernel_categories; index++) {
        squares += (double)totals[index] * (double)totals[index];
    }
    result->expected = count * count - squares;
    free(job.parts);
    return failed;
}

/// The first rating there is, from which all are measured so that equal ones are exactly 0.
static double first_rating(const double *table, size_t count) {
    for (size_t index = 0; index < count; index++) {
        if (table[index] == table[index]) return table[index];
    }
    return 0;
}

int32_t assay_kernel_alpha_interval(
    const double *table,
    size_t raters,
    size_t units,
    assay_kernel_ratings *result,
    assay_kernel_options options
) {
    if (units == 0) return 1;
    struct rating_job job = {.table = table, .raters = raters, .units = units};
    job.origin = first_rating(table, raters * units);
    size_t pieces = run(&job, assay_level(options.level)->interval_piece, options.threads);
    *result = (assay_kernel_ratings){0};
    double count = 0, mean = 0, squares = 0, largest = 0;
    for (size_t item = 0; item < pieces; item++) {
        const struct rating_part *part = &job.parts[item];
        result->units += part->units;
        result->ratings += part->ratings;
        result->observed += part->observed;
        if (part->largest > largest) largest = part->largest;
        if (part->ratings == 0) continue;
        // Moments of two samples put together: Chan, Golub and LeVeque 1979.
        double size = (double)part->ratings, total = count + size, difference = part->mean - mean;
        mean += difference * (size / total);
        squares += part->squares + difference * difference * (count * size / total);
        count = total;
    }
    result->expected = 2 * count * squares;
    free(job.parts);
    return pieces == 0 || !(largest <= 0x1p300 && (largest == 0 || largest >= 0x1p-300));
}
