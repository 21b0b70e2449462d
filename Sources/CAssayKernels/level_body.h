// Everything that is compiled once per instruction set. The including file defines LEVEL, EDIT_LANES, TILE_ROWS and
// RATING_VECTORS, and sets the target of the functions.
#include "levels.h"

#include <string.h>

// A product is never fused with a sum, so that every level rounds alike.
#pragma STDC FP_CONTRACT OFF

// Functions with vectors in their signature are always inlined, so how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define INLINE static inline __attribute__((always_inline))

#include "body_edits.h"

#if !defined(EDIT_ONLY)
typedef double f64x8 __attribute__((vector_size(64)));
typedef double f64x8_unaligned __attribute__((vector_size(64), aligned(8)));
typedef float f32x8_unaligned __attribute__((vector_size(32), aligned(4)));
typedef float f32x8 __attribute__((vector_size(32)));
typedef int64_t i64x8 __attribute__((vector_size(64)));
typedef uint64_t u64x8 __attribute__((vector_size(64)));

#define SPLAT(x) ((f64x8){(x), (x), (x), (x), (x), (x), (x), (x)})
#define SPLAT_U64(x) ((u64x8){(x), (x), (x), (x), (x), (x), (x), (x)})

INLINE f64x8 load(const double *from) { return *(const f64x8_unaligned *)from; }

INLINE f64x8 magnitude(f64x8 value) { return (f64x8)((u64x8)value & SPLAT_U64(INT64_MAX)); }

INLINE f64x8 choose(i64x8 mask, f64x8 yes, f64x8 no) {
    return (f64x8)(((i64x8)yes & mask) | ((i64x8)no & ~mask));
}

/// Writes eight numbers, or the first few of them, as the output's format.
INLINE void store(assay_kernel_output output, size_t place, f64x8 values, size_t first, size_t end) {
    if (output.format == assay_kernel_f64) {
        double *to = (double *)output.values + place;
        if (first == 0 && end == 8) {
            *(f64x8_unaligned *)to = values;
        } else {
            double buffer[8];
            memcpy(buffer, &values, sizeof buffer);
            memcpy(to, buffer + first, (end - first) * sizeof(double));
        }
    } else {
        float *to = (float *)output.values + place;
        f32x8 narrow = __builtin_convertvector(values, f32x8);
        if (first == 0 && end == 8) {
            *(f32x8_unaligned *)to = narrow;
        } else {
            float buffer[8];
            memcpy(buffer, &narrow, sizeof buffer);
            memcpy(to, buffer + first, (end - first) * sizeof(float));
        }
    }
}

#include "body_vectors.h"

#include "body_records.h"

#include "body_ratings.h"

#include "body_moments.h"
#endif

const struct level JOIN(assay_level, LEVEL) = {
    .edit_lanes = EDIT_LANES,
    .edit_group = edit_group,
#if !defined(EDIT_ONLY)
    .vector_piece = vector_piece,
    .record_piece = record_piece,
    .nominal_piece = nominal_piece,
    .interval_piece = interval_piece,
    .moment_lanes = moment_lanes,
#endif
};
