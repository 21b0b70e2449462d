#include "band.h"

#include <stdlib.h>
#include <string.h>

/// Sixty-four rows of a column as vertical differences, and where the pattern has the symbol of the text.
struct block {
    uint64_t rise;
    uint64_t fall;
    uint64_t match;
};

/// A block of the pattern that has a symbol, and in which rows.
struct occurrence {
    size_t block;
    uint64_t rows;
};

struct band {
    struct block *blocks;
    struct occurrence *occurrences;
    /// The occurrences of symbol s are those from starts[s] to starts[s + 1], by block.
    size_t *starts;
    /// The first occurrence of each symbol that the band has not passed.
    size_t *next;
    size_t alphabet;
    size_t block_count;
};

static int prepare(struct band *band, const uint32_t *pattern, size_t count, size_t alphabet) {
    band->block_count = (count + 63) / 64;
    band->alphabet = alphabet;
    band->blocks = malloc(band->block_count * sizeof *band->blocks);
    band->starts = calloc(2 * alphabet + 2, sizeof *band->starts);
    band->next = band->starts == NULL ? NULL : band->starts + alphabet + 1;
    size_t *last = malloc(alphabet * sizeof *last);
    int failed = band->blocks == NULL || band->starts == NULL || last == NULL;
    if (!failed) {
        memset(last, 0xFF, alphabet * sizeof *last);
        for (size_t row = 0; row < count; row++) {
            uint32_t symbol = pattern[row];
            if (last[symbol] != row / 64) band->starts[symbol + 1]++;
            last[symbol] = row / 64;
        }
        for (size_t symbol = 0; symbol < alphabet; symbol++) band->starts[symbol + 1] += band->starts[symbol];
        band->occurrences = malloc(band->starts[alphabet] * sizeof *band->occurrences);
        failed = band->occurrences == NULL;
    }
    if (!failed) {
        memcpy(band->next, band->starts, alphabet * sizeof *band->next);
        for (size_t row = 0; row < count; row++) {
            size_t *next = &band->next[pattern[row]];
            int known = *next > band->starts[pattern[row]] && band->occurrences[*next - 1].block == row / 64;
            if (!known) band->occurrences[(*next)++] = (struct occurrence){row / 64, 0};
            band->occurrences[*next - 1].rows |= UINT64_C(1) << (row % 64);
        }
    }
    free(last);
    return failed;
}

/// Moves the blocks from `first` to `last` ahead by one column; returns the change below the last one.
static int advance(struct block *blocks, size_t first, size_t last) {
    // Above the band every column is taken to cost one more, which no path through the band is worse than.
    uint64_t up = 1, down = 0;
    for (size_t index = first; index <= last; index++) {
        struct block *block = &blocks[index];
        uint64_t vertical = block->match | block->fall, match = block->match | down;
        uint64_t horizontal = (((match & block->rise) + block->rise) ^ block->rise) | match;
        uint64_t rising = block->fall | ~(horizontal | block->rise), falling = block->rise & horizontal;
        uint64_t shifted_up = rising << 1 | up, shifted_down = falling << 1 | down;
        block->rise = shifted_down | ~(vertical | shifted_up);
        block->fall = shifted_up & vertical;
        up = rising >> 63;
        down = falling >> 63;
    }
    return (int)up - (int)down;
}

/// The cheapest cost of a path whose rows and columns differ by about `width` at most: the distance if it is not above.
static size_t distance_within(struct band *band, size_t width, size_t count, const uint32_t *text, size_t text_count) {
    size_t first = 0, last = width / 64, end = band->block_count - 1;
    if (last > end) last = end;
    for (size_t index = 0; index <= last; index++) band->blocks[index] = (struct block){UINT64_MAX, 0, 0};
    memcpy(band->next, band->starts, band->alphabet * sizeof *band->next);
    size_t below = (last + 1) * 64;
    for (size_t column = 0; column < text_count; column++) {
        if (column > width) first = (column - width) / 64;
        if (first > end) first = end;
        while (last < end && last < (column + width) / 64) {
            band->blocks[++last] = (struct block){UINT64_MAX, 0, 0};
            below += 64;
        }
        uint32_t symbol = text[column];
        size_t *next = &band->next[symbol], stop = band->starts[symbol + 1];
        while (*next < stop && band->occurrences[*next].block < first) ++*next;
        for (size_t index = *next; index < stop && band->occurrences[index].block <= last; index++) {
            band->blocks[band->occurrences[index].block].match = band->occurrences[index].rows;
        }
        below = (size_t)((int64_t)below + advance(band->blocks, first, last));
        for (size_t index = *next; index < stop && band->occurrences[index].block <= last; index++) {
            band->blocks[band->occurrences[index].block].match = 0;
        }
    }
    if (last < end) return SIZE_MAX;
    uint64_t padding = count % 64 == 0 ? 0 : UINT64_MAX << (count % 64);
    below -= (size_t)__builtin_popcountll(band->blocks[end].rise & padding);
    return below + (size_t)__builtin_popcountll(band->blocks[end].fall & padding);
}

size_t assay_banded_distance(
    const uint32_t *pattern,
    size_t pattern_count,
    const uint32_t *text,
    size_t text_count,
    size_t alphabet
) {
    size_t limit = pattern_count / 16, result = SIZE_MAX;
    if (limit < 64 || text_count - pattern_count > limit) return SIZE_MAX;
    struct band band = {0};
    if (prepare(&band, pattern, pattern_count, alphabet) == 0) {
        for (size_t width = 64; width <= limit && result == SIZE_MAX; width *= 2) {
            size_t cost = distance_within(&band, width, pattern_count, text, text_count);
            if (cost <= width) result = cost;
        }
    }
    free(band.blocks);
    free(band.starts);
    free(band.occurrences);
    return result;
}
