/// Kernels of AssayStatistics: the same results as its plain Swift versions, several pairs or units at a time.
///
/// Every function gives the same bits at every level and for every number of threads: lanes hold independent results,
/// sums run in a fixed order, and no product is fused with a sum. Input is borrowed until the call returns, nothing is
/// kept between calls, and all functions may be called from any thread. A result of 0 is success; anything else means
/// that memory ran out or that the input needs the plain version, and that the output is unspecified.
#ifndef ASSAY_KERNELS_H
#define ASSAY_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__cplusplus)
extern "C" {
#endif

/// Instruction sets a kernel exists for. NEON is what the portable version becomes on 64-bit ARM.
enum assay_kernel_level {
    assay_kernel_portable = 0,
    assay_kernel_avx2 = 1,
    assay_kernel_avx512 = 2,
};

/// Types of the numbers a matrix is written as.
enum assay_kernel_format {
    assay_kernel_f32 = 0,
    assay_kernel_f64 = 1,
    /// Edit distances as unsigned 64-bit integers, not over a length.
    assay_kernel_edits = 2,
};

enum assay_kernel_metric {
    assay_kernel_euclidean = 0,
    assay_kernel_cosine = 1,
    assay_kernel_cityblock = 2,
};

/// How a call is run.
typedef struct assay_kernel_options {
    /// One of `assay_kernel_level`; a level the processor lacks becomes the best one it has below.
    int32_t level;
    /// How many threads share the work, the calling one included; 0 counts as 1.
    uint32_t threads;
} assay_kernel_options;

/// The best level of this processor.
int32_t assay_kernel_best_level(void);

/// How many processors the calling thread may run on, at least 1.
uint32_t assay_kernel_processors(void);

/// Calls `work` once with every item below `items`, on up to `threads` threads, the calling one included; which thread does
/// an item is not fixed.
void assay_kernel_parallel(
    size_t items,
    uint32_t threads,
    void (*work)(void *context, size_t worker, size_t item),
    void *context
);

/// Where the distances of a matrix go.
typedef struct assay_kernel_output {
    /// `count` numbers of the given format.
    void *values;
    int32_t format;
    /// 0: the upper triangle row by row, items × items. 1: all of rows × items, row by row.
    int32_t rectangular;
} assay_kernel_output;

/// Lists of symbols one after another: list i is symbols[offsets[i]] up to symbols[offsets[i + 1]].
typedef struct assay_kernel_lists {
    const uint32_t *symbols;
    const size_t *offsets;
    size_t count;
} assay_kernel_lists;

/// Replaces symbols by consecutive numbers in the order first seen and returns how many there are, or 0 without memory.
size_t assay_kernel_number_symbols(uint32_t *symbols, size_t count);

/// Edit distances over the longer length.
///
/// Symbols must be below `alphabet`. `rows` names the lists that are rows of a rectangular output.
int32_t assay_kernel_levenshtein(
    assay_kernel_lists lists,
    size_t alphabet,
    const size_t *rows,
    size_t row_count,
    assay_kernel_output output,
    assay_kernel_options options
);

/// The edit distance of two lists of any symbols, or SIZE_MAX without memory.
size_t assay_kernel_levenshtein_pair(
    const uint32_t *a,
    size_t a_count,
    const uint32_t *b,
    size_t b_count
);

/// Distances of vectors, stored one after another. A vector with a NaN is at NaN from every other.
int32_t assay_kernel_vectors(
    const double *values,
    size_t count,
    size_t dimension,
    int32_t metric,
    const size_t *rows,
    size_t row_count,
    assay_kernel_output output,
    assay_kernel_options options
);

/// A column of records: numbers whose difference is the distance, at most 1, or codes that are equal or not.
///
/// NaN is missing.
typedef struct assay_kernel_field {
    const double *values;
    double weight;
    /// Whether the values are codes.
    int32_t codes;
    /// Whether some value is missing.
    int32_t missing;
} assay_kernel_field;

/// Weighted means of field distances: of the fields both have, or with missing as a value of its own.
int32_t assay_kernel_records(
    const assay_kernel_field *fields,
    size_t field_count,
    size_t count,
    int32_t missing_is_value,
    const size_t *rows,
    size_t row_count,
    assay_kernel_output output,
    assay_kernel_options options
);

/// Sums over a table of ratings, rater by rater, NaN for missing.
typedef struct assay_kernel_ratings {
    size_t units;
    size_t ratings;
    double observed;
    double expected;
} assay_kernel_ratings;

/// How many different names a table may have for the nominal kernel.
enum { assay_kernel_categories = 32 };

/// The nominal sums of whole numbers from `lowest` to `lowest` + 31, and how often each occurs in units with pairs.
///
/// Anything else in the table, or more than 255 raters, gives 1.
int32_t assay_kernel_alpha_nominal(
    const double *table,
    size_t raters,
    size_t units,
    double lowest,
    uint64_t totals[assay_kernel_categories],
    assay_kernel_ratings *result,
    assay_kernel_options options
);

/// The interval sums. Values whose squares could overflow or vanish give 1.
int32_t assay_kernel_alpha_interval(
    const double *table,
    size_t raters,
    size_t units,
    assay_kernel_ratings *result,
    assay_kernel_options options
);

/// Four times eight numbers: high and low parts of the sums of deviations, then of their squares.
enum { assay_kernel_moment_sums = 32 };

/// Sums of (value / 2 − origin) · scale and of its squares in double-double arithmetic, lane i over every eighth value.
///
/// Takes the first values up to a multiple of eight; they must be finite, and the scaled deviations below 2^450.
void assay_kernel_moments(
    const double *values,
    size_t count,
    double origin,
    double scale,
    double lanes[assay_kernel_moment_sums],
    assay_kernel_options options
);

#if defined(__cplusplus)
}
#endif

#endif
