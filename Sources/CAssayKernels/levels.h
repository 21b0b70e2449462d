/// The functions that exist once per instruction set, and the data they share with the code around them.
#ifndef ASSAY_LEVELS_H
#define ASSAY_LEVELS_H

#include "assay_kernels.h"

/// The memory of one worker of an edit-distance call; all of it grows as needed and is freed at the end.
struct edit_scratch {
    /// The row of each symbol in the match table, 0 for a symbol no pattern of the group has.
    uint32_t *local;
    /// Match table, state, masks and carries, 64-byte aligned.
    void *memory;
    size_t capacity;
    int failed;
};

/// Patterns and texts as places in the lists; patterns, and the texts of a triangle, from short to long.
struct edit_job {
    assay_kernel_lists lists;
    const size_t *patterns;
    size_t pattern_count;
    /// What the rows of rectangular output are about, or the same as the patterns.
    const size_t *texts;
    size_t text_count;
    assay_kernel_output output;
    struct edit_scratch *scratch;
};

struct vector_job {
    const double *values;
    size_t count;
    size_t dimension;
    /// Columns eight at a time: for each group of eight, for each dimension, eight numbers.
    const double *panels;
    /// Lengths of the vectors, padded to a multiple of eight; for the cosine only.
    const double *norms;
    const size_t *rows;
    size_t row_count;
    int32_t metric;
    assay_kernel_output output;
};

struct record_job {
    const assay_kernel_field *fields;
    size_t field_count;
    size_t count;
    int32_t missing_is_value;
    /// Sum of the weights, over which distances are taken when no field can be skipped.
    double weights;
    int32_t some_missing;
    const size_t *rows;
    size_t row_count;
    assay_kernel_output output;
};

/// The units of a piece of a table, with moments about their own mean.
struct rating_part {
    size_t units;
    size_t ratings;
    double observed;
    double mean;
    double squares;
    double largest;
    int failed;
    uint64_t totals[assay_kernel_categories];
};

struct rating_job {
    const double *table;
    size_t raters;
    size_t units;
    double origin;
    struct rating_part *parts;
};

enum {
    /// Columns of a piece of the vectors, a multiple of eight.
    vector_span = 64,
    /// Rows of a piece of the records.
    record_span = 16,
    /// Units of a piece of a rating table, a multiple of 64.
    rating_span = 4096,
};

struct level {
    /// How many patterns a group has.
    size_t edit_lanes;
    void (*edit_group)(const struct edit_job *job, struct edit_scratch *scratch, size_t group);
    void (*vector_piece)(const struct vector_job *job, size_t piece);
    void (*record_piece)(const struct record_job *job, size_t piece);
    void (*nominal_piece)(const struct rating_job *job, size_t piece);
    void (*interval_piece)(const struct rating_job *job, size_t piece);
    void (*moment_lanes)(const double *values, size_t count, double origin, double scale, double lanes[32]);
};

extern const struct level assay_level_scalar;
extern const struct level assay_level_portable;
#if defined(__x86_64__)
extern const struct level assay_level_avx2;
extern const struct level assay_level_avx512;
#endif

/// The functions of a level, or of the best below it that the processor has.
const struct level *assay_level(int32_t level);

/// Makes the memory of a worker at least `bytes` long; 0 on success. What it held is lost.
int assay_reserve(struct edit_scratch *scratch, size_t bytes);

/// The place of the pair i < j in the upper triangle of `count` items.
static inline size_t assay_condensed(size_t count, size_t i, size_t j) {
    return i * (2 * count - i - 1) / 2 + j - i - 1;
}

#endif
