// Gower's weighted mean, a row against eight others at a time, field by field.

enum { record_vectors = 4 };

struct record_sums {
    f64x8 totals[record_vectors];
    f64x8 weights[record_vectors];
};

/// The distance of eight pairs in one field; NaN on either side gives 1.
INLINE f64x8 field_distance(const assay_kernel_field *field, f64x8 a, f64x8 b) {
    f64x8 zero = SPLAT(0.0), one = SPLAT(1.0);
    i64x8 equal = a == b;
    if (field->codes) return choose(equal, zero, one);
    f64x8 distance = magnitude(a - b);
    distance = choose(distance <= one, distance, one);
    return choose(equal, zero, distance);
}

INLINE void field_add(
    const assay_kernel_field *field,
    int missing_is_value,
    size_t row,
    size_t column,
    size_t vectors,
    struct record_sums *sums
) {
    f64x8 zero = SPLAT(0.0), weight = SPLAT(field->weight), a = SPLAT(field->values[row]);
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) {
        f64x8 b = load(field->values + column + 8 * v);
        f64x8 distance = field_distance(field, a, b);
        if (field->missing) {
            i64x8 known = (a == a) & (b == b), neither = (a != a) & (b != b);
            if (missing_is_value) {
                distance = choose(neither, zero, distance);
            } else {
                distance = choose(known, distance, zero);
            }
            sums->weights[v] += missing_is_value ? weight : choose(known, weight, zero);
        }
        sums->totals[v] += weight * distance;
    }
}

/// Clamps to 0…1 and keeps a NaN, which is a pair without a common field.
INLINE f64x8 record_finish(const struct record_job *job, f64x8 total, f64x8 weights) {
    f64x8 one = SPLAT(1.0), mean = total / weights;
    
    return choose(mean > one, one, mean);
}

INLINE void record_chunk(const struct record_job *job, size_t row, size_t item, size_t column, size_t vectors) {
    struct record_sums sums;
    int skipping = job->some_missing && !job->missing_is_value;
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) sums.totals[v] = sums.weights[v] = SPLAT(0.0);
    for (size_t f = 0; f < job->field_count; f++) {
        const assay_kernel_field *field = &job->fields[f];
        field_add(field, job->missing_is_value, item, column, vectors, &sums);
        if (skipping && !field->missing) {
#pragma clang loop unroll(full)
            for (size_t v = 0; v < vectors; v++) sums.weights[v] += SPLAT(field->weight);
        }
    }
#pragma clang loop unroll(full)
    for (size_t v = 0; v < vectors; v++) {
        size_t from = column + 8 * v;
        size_t place = job->output.rectangular ? row * job->count + from : assay_condensed(job->count, row, from);
        f64x8 weights = skipping ? sums.weights[v] : SPLAT(job->weights);
        size_t end = job->count - from < 8 ? job->count - from : 8;
        store(job->output, place, record_finish(job, sums.totals[v], weights), 0, end);
    }
}

static void record_piece(const struct record_job *job, size_t piece) {
    size_t rows = job->output.rectangular ? job->row_count : job->count;
    size_t end = (piece + 1) * record_span < rows ? (piece + 1) * record_span : rows;
    for (size_t row = piece * record_span; row < end; row++) {
        size_t item = job->output.rectangular ? job->rows[row] : row;
        size_t column = job->output.rectangular ? 0 : row + 1;
        for (; column + 8 * record_vectors <= job->count; column += 8 * record_vectors) {
            record_chunk(job, row, item, column, record_vectors);
        }
        for (; column < job->count; column += 8) record_chunk(job, row, item, column, 1);
    }
}
