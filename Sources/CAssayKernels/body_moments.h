// Sums of deviations and of their squares in double-double arithmetic, in eight lanes that are added up by the caller.

typedef struct {
    f64x8 high;
    f64x8 low;
} pairs8;

/// The exact sum of two numbers of any size (Knuth).
INLINE pairs8 exact_sum(f64x8 a, f64x8 b) {
    f64x8 high = a + b;
    f64x8 shadow = high - a;
    return (pairs8){high, (a - (high - shadow)) + (b - shadow)};
}

INLINE pairs8 sum_of_pairs(pairs8 a, pairs8 b) {
    pairs8 main = exact_sum(a.high, b.high);
    pairs8 rest = exact_sum(a.low, b.low);
    pairs8 carried = exact_sum(main.high, main.low + rest.high);
    return exact_sum(carried.high, carried.low + rest.low);
}

/// The square of a pair; exact splitting (Dekker) instead of a fused product, so that every level rounds alike.
INLINE pairs8 square_of_pair(pairs8 a) {
    f64x8 spread = a.high * 134217729.0;
    f64x8 top = spread - (spread - a.high);
    f64x8 rest = a.high - top;
    f64x8 high = a.high * a.high;
    f64x8 low = ((top * top - high) + 2.0 * top * rest) + rest * rest;
    return exact_sum(high, low + 2.0 * (a.high * a.low));
}

static void moment_lanes(const double *values, size_t count, double origin, double scale, double lanes[32]) {
    f64x8 zero = SPLAT(0.0);
    f64x8 minus = SPLAT(-origin), half = SPLAT(0.5), unit = SPLAT(scale);
    pairs8 deviations = {zero, zero}, squares = {zero, zero};
    for (size_t place = 0; place + 8 <= count; place += 8) {
        pairs8 difference = exact_sum(load(values + place) * half, minus);
        difference.high *= unit;
        difference.low *= unit;
        deviations = sum_of_pairs(deviations, difference);
        squares = sum_of_pairs(squares, square_of_pair(difference));
    }
    memcpy(lanes, &deviations.high, 64);
    memcpy(lanes + 8, &deviations.low, 64);
    memcpy(lanes + 16, &squares.high, 64);
    memcpy(lanes + 24, &squares.low, 64);
}
