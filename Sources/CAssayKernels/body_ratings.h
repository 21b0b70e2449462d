// Sums of Krippendorff's alpha over a table of ratings, rater by rater, eight units to a vector.

enum { rating_lanes = 8 * RATING_VECTORS, category_words = assay_kernel_categories / 8 };

INLINE double rating_lane_sum(f64x8 value) {
    return ((value[0] + value[4]) + (value[2] + value[6])) + ((value[1] + value[5]) + (value[3] + value[7]));
}

/// Copies the units at the end of a table next to each other, with missing ratings where there is no unit.
INLINE const double *rating_block(
    const struct rating_job *job,
    size_t unit,
    size_t end,
    size_t rater,
    double *buffer
) {
    const double *row = job->table + rater * job->units + unit;
    if (unit + rating_lanes <= end) return row;
    for (size_t lane = 0; lane < rating_lanes; lane++) buffer[lane] = unit + lane < end ? row[lane] : __builtin_nan("");
    return buffer;
}

/// Eight counters of a byte each per unit, for 8·words names.
struct rating_counts {
    u64x8 words[category_words][RATING_VECTORS];
};

/// Adds a rating to the counters; returns the lanes that are no whole number of the range, missing ones not counted.
INLINE i64x8 rating_count(f64x8 value, double lowest, size_t words, size_t v, struct rating_counts *counts) {
    // Adding 1.5·2⁵² leaves a small whole number in the low bits.
    f64x8 magic = SPLAT(0x1.8p52), shifted = value - SPLAT(lowest), moved = shifted + magic;
    i64x8 known = value == value;
    i64x8 valid = ((moved - magic) == shifted) & (shifted >= SPLAT(0.0)) & (shifted < SPLAT(8.0 * (double)words));
    u64x8 code = (u64x8)moved & SPLAT_U64(UINT64_C(0xFF));
    u64x8 bit = SPLAT_U64(UINT64_C(1)) << ((code & SPLAT_U64(UINT64_C(7))) << SPLAT_U64(UINT64_C(3)));
    i64x8 counted = known & valid;
    if (words == 1) {
        counts->words[0][v] += bit & (u64x8)counted;
    } else {
        u64x8 word = code >> SPLAT_U64(UINT64_C(3));
        for (size_t w = 0; w < words; w++) {
            counts->words[w][v] += bit & (u64x8)(counted & (word == SPLAT_U64((uint64_t)w)));
        }
    }
    return known & ~valid;
}

/// Adds the counters of eight units to the sums.
INLINE f64x8 rating_pairs(size_t words, size_t v, const struct rating_counts *counts, u64x8 *totals, u64x8 *sizes) {
    u64x8 size = SPLAT_U64(UINT64_C(0)), squares = SPLAT_U64(UINT64_C(0)), byte = SPLAT_U64(UINT64_C(0xFF));
    for (size_t w = 0; w < words; w++) {
        for (size_t b = 0; b < 8; b++) {
            u64x8 count = (counts->words[w][v] >> SPLAT_U64((uint64_t)(8 * b))) & byte;
            size += count;
            squares += count * count;
        }
    }
    u64x8 pairable = (u64x8)(size > SPLAT_U64(UINT64_C(1)));
    for (size_t w = 0; w < words; w++) {
        for (size_t b = 0; b < 8; b++) {
            totals[8 * w + b] += (counts->words[w][v] >> SPLAT_U64((uint64_t)(8 * b))) & byte & pairable;
        }
    }
    *sizes = size & pairable;
    // Sizes are at most 255, so the magic number makes exact doubles of them.
    f64x8 m = (f64x8)(size | (u64x8)SPLAT(0x1p52)) - SPLAT(0x1p52);
    f64x8 s = (f64x8)(squares | (u64x8)SPLAT(0x1p52)) - SPLAT(0x1p52);
    f64x8 term = (m * m - s) / (m - SPLAT(1.0));
    return choose((i64x8)pairable, term, SPLAT(0.0));
}

INLINE void rating_nominal(const struct rating_job *job, size_t words, size_t piece) {
    struct rating_part *part = &job->parts[piece];
    size_t start = piece * rating_span;
    size_t end = start + rating_span < job->units ? start + rating_span : job->units;
    u64x8 totals[8 * category_words], ratings = SPLAT_U64(UINT64_C(0)), units = SPLAT_U64(UINT64_C(0));
    for (size_t index = 0; index < 8 * words; index++) totals[index] = SPLAT_U64(UINT64_C(0));
    f64x8 observed = SPLAT(0.0);
    i64x8 wrong = {0};
    double buffer[rating_lanes];
    for (size_t unit = start; unit < end; unit += rating_lanes) {
        struct rating_counts counts;
        for (size_t w = 0; w < words; w++) {
            for (size_t v = 0; v < RATING_VECTORS; v++) counts.words[w][v] = SPLAT_U64(UINT64_C(0));
        }
        for (size_t rater = 0; rater < job->raters; rater++) {
            const double *row = rating_block(job, unit, end, rater, buffer);
#pragma clang loop unroll(full)
            for (size_t v = 0; v < RATING_VECTORS; v++) {
                wrong |= rating_count(load(row + 8 * v), job->origin, words, v, &counts);
            }
        }
        for (size_t v = 0; v < RATING_VECTORS; v++) {
            u64x8 sizes;
            observed += rating_pairs(words, v, &counts, totals, &sizes);
            ratings += sizes;
            units += (u64x8)(sizes > SPLAT_U64(UINT64_C(0))) & SPLAT_U64(UINT64_C(1));
        }
    }
    *part = (struct rating_part){.observed = rating_lane_sum(observed)};
    for (size_t lane = 0; lane < 8; lane++) {
        part->ratings += ratings[lane];
        part->units += units[lane];
        part->failed |= wrong[lane] != 0;
        for (size_t index = 0; index < 8 * words; index++) part->totals[index] += totals[index][lane];
    }
}

static void nominal_piece(const struct rating_job *job, size_t piece) {
    // Most tables have few names; the range is tried from small to large.
    rating_nominal(job, 1, piece);
    if (job->parts[piece].failed) rating_nominal(job, category_words, piece);
}

/// Sums of eight units about an origin.
struct rating_moments {
    f64x8 counts;
    f64x8 means;
    f64x8 squares;
};

INLINE void interval_block(
    const struct rating_job *job,
    size_t unit,
    size_t end,
    struct rating_moments *moments,
    f64x8 *largest
) {
    f64x8 zero = SPLAT(0.0), one = SPLAT(1.0), origin = SPLAT(job->origin);
    f64x8 counts[RATING_VECTORS], sums[RATING_VECTORS], squares[RATING_VECTORS];
    double buffer[rating_lanes];
    for (size_t v = 0; v < RATING_VECTORS; v++) counts[v] = sums[v] = squares[v] = zero;
    for (size_t rater = 0; rater < job->raters; rater++) {
        const double *row = rating_block(job, unit, end, rater, buffer);
#pragma clang loop unroll(full)
        for (size_t v = 0; v < RATING_VECTORS; v++) {
            f64x8 value = load(row + 8 * v) - origin;
            i64x8 known = value == value;
            value = choose(known, value, zero);
            counts[v] += choose(known, one, zero);
            sums[v] += value;
            f64x8 size = magnitude(value);
            *largest = choose(size > *largest, size, *largest);
        }
    }
    for (size_t v = 0; v < RATING_VECTORS; v++) sums[v] /= choose(counts[v] > zero, counts[v], one);
    for (size_t rater = 0; rater < job->raters; rater++) {
        const double *row = rating_block(job, unit, end, rater, buffer);
#pragma clang loop unroll(full)
        for (size_t v = 0; v < RATING_VECTORS; v++) {
            f64x8 value = load(row + 8 * v) - origin;
            f64x8 deviation = value - sums[v];
            squares[v] += choose(value == value, deviation * deviation, zero);
        }
    }
    for (size_t v = 0; v < RATING_VECTORS; v++) {
        moments[v] = (struct rating_moments){counts[v], sums[v], squares[v]};
    }
}

static void interval_piece(const struct rating_job *job, size_t piece) {
    struct rating_part *part = &job->parts[piece];
    size_t start = piece * rating_span;
    size_t end = start + rating_span < job->units ? start + rating_span : job->units;
    struct rating_moments moments[rating_span / 8];
    f64x8 zero = SPLAT(0.0), one = SPLAT(1.0), two = SPLAT(2.0);
    f64x8 units = zero, ratings = zero, observed = zero, totals = zero, largest = zero;
    size_t vectors = 0;
    for (size_t unit = start; unit < end; unit += rating_lanes, vectors += RATING_VECTORS) {
        interval_block(job, unit, end, moments + vectors, &largest);
        for (size_t v = vectors; v < vectors + RATING_VECTORS; v++) {
            i64x8 pairable = moments[v].counts >= two;
            f64x8 m = moments[v].counts = choose(pairable, moments[v].counts, zero);
            observed += choose(pairable, two * m * moments[v].squares / (m - one), zero);
            totals += m * moments[v].means;
            ratings += m;
            units += choose(pairable, one, zero);
        }
    }
    double count = rating_lane_sum(ratings);
    double mean = count > 0 ? rating_lane_sum(totals) / count : 0;
    f64x8 squares = zero;
    for (size_t v = 0; v < vectors; v++) {
        f64x8 deviation = moments[v].means - SPLAT(mean);
        f64x8 term = moments[v].squares + moments[v].counts * deviation * deviation;
        squares += choose(moments[v].counts >= two, term, zero);
    }
    *part = (struct rating_part){
        .units = (size_t)rating_lane_sum(units), .ratings = (size_t)count, .observed = rating_lane_sum(observed),
        .mean = mean, .squares = rating_lane_sum(squares),
    };
    for (size_t lane = 0; lane < 8; lane++) part->largest = largest[lane] > part->largest ? largest[lane] : part->largest;
}
