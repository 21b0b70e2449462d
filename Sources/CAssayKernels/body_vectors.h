// Distances of vectors, a tile of TILE_ROWS × 8 pairs at a time. Each pair adds its terms in the order of the
// dimensions, as a plain loop does.

INLINE f64x8 vector_term(int32_t metric, f64x8 sum, f64x8 a, f64x8 b) {
    if (metric == assay_kernel_cosine) return sum + a * b;
    f64x8 difference = a - b;
    return sum + (metric == assay_kernel_cityblock ? magnitude(difference) : difference * difference);
}

INLINE f64x8 square_root(f64x8 value) {
#if __has_builtin(__builtin_elementwise_sqrt)
    return __builtin_elementwise_sqrt(value);
#else
    for (int lane = 0; lane < 8; lane++) value[lane] = __builtin_sqrt(value[lane]);
    return value;
#endif
}

/// 1 − a·b/(|a|·|b|), clamped to 0…2; a vector of length 0 is at 0 from another and at 1 from the rest.
INLINE f64x8 cosine_distance(f64x8 dot, f64x8 a, f64x8 b) {
    f64x8 zero = SPLAT(0.0), one = SPLAT(1.0), two = SPLAT(2.0);
    f64x8 distance = one - dot / (a * b);
    // A comparison with a NaN is false, so a NaN stays one.
    distance = choose(distance < zero, zero, distance);
    distance = choose(distance > two, two, distance);
    f64x8 degenerate = choose((a == zero) & (b == zero), zero, choose((a == a) & (b == b), one, a + b));
    return choose((a == zero) | (b == zero), degenerate, distance);
}

INLINE f64x8 vector_finish(const struct vector_job *job, int32_t metric, f64x8 sum, size_t row, size_t column) {
    if (metric == assay_kernel_euclidean) return square_root(sum);
    if (metric == assay_kernel_cityblock) return sum;
    return cosine_distance(sum, SPLAT(job->norms[row]), load(job->norms + column));
}

/// Computes the pairs of the next TILE_ROWS rows with eight columns and writes those that are asked for.
INLINE void vector_tile(const struct vector_job *job, int32_t metric, size_t from, size_t end, size_t column) {
    const double *panel = job->panels + column * job->dimension;
    const double *values[TILE_ROWS];
    size_t items[TILE_ROWS];
    f64x8 sums[TILE_ROWS];
#pragma clang loop unroll(full)
    for (size_t r = 0; r < TILE_ROWS; r++) {
        size_t row = from + r < end ? from + r : from;
        items[r] = job->output.rectangular ? job->rows[row] : row;
        values[r] = job->values + items[r] * job->dimension;
        sums[r] = SPLAT(0.0);
    }
    for (size_t d = 0; d < job->dimension; d++) {
        f64x8 b = load(panel + 8 * d);
#pragma clang loop unroll(full)
        for (size_t r = 0; r < TILE_ROWS; r++) sums[r] = vector_term(metric, sums[r], SPLAT(values[r][d]), b);
    }
    size_t last = job->count - column < 8 ? job->count - column : 8;
#pragma clang loop unroll(full)
    for (size_t r = 0; r < TILE_ROWS; r++) {
        if (from + r >= end) continue;
        size_t row = from + r, first = 0;
        size_t place = row * job->count + column;
        if (!job->output.rectangular) {
            if (row + 1 >= column + last) continue;
            first = row >= column ? row + 1 - column : 0;
            place = assay_condensed(job->count, row, column + first);
        }
        store(job->output, place, vector_finish(job, metric, sums[r], items[r], column), first, last);
    }
}

INLINE void vector_span_of(const struct vector_job *job, int32_t metric, size_t piece) {
    size_t start = piece * vector_span;
    size_t stop = start + vector_span < job->count ? start + vector_span : job->count;
    // Above the diagonal a column needs the rows before it only.
    size_t rows = job->output.rectangular ? job->row_count : stop;
    for (size_t row = 0; row < rows; row += TILE_ROWS) {
        size_t end = row + TILE_ROWS < rows ? row + TILE_ROWS : rows;
        for (size_t column = start; column < stop; column += 8) {
            if (!job->output.rectangular && row >= column + 8) continue;
            vector_tile(job, metric, row, end, column);
        }
    }
}

static void vector_piece(const struct vector_job *job, size_t piece) {
    switch (job->metric) {
    case assay_kernel_cosine: vector_span_of(job, assay_kernel_cosine, piece); break;
    case assay_kernel_cityblock: vector_span_of(job, assay_kernel_cityblock, piece); break;
    default: vector_span_of(job, assay_kernel_euclidean, piece); break;
    }
}
