#include "short.h"

enum { low_symbols = 128, slot_count = 128 };

/// The rows in which the pattern has each symbol.
struct matches {
    uint64_t low[low_symbols];
    /// Symbols above the low ones by open addressing, at most half full; rows are 0 in a free slot.
    uint64_t rows[slot_count];
    uint32_t symbols[slot_count];
};

static size_t slot_of(const struct matches *matches, uint32_t symbol) {
    size_t slot = (symbol * UINT32_C(0x9E3779B1)) >> 25;
    while (matches->rows[slot] != 0 && matches->symbols[slot] != symbol) slot = (slot + 1) % slot_count;
    return slot;
}

size_t assay_short_distance(const uint32_t *pattern, size_t pattern_count, const uint32_t *text, size_t text_count) {
    struct matches matches;
    for (size_t index = 0; index < low_symbols; index++) matches.low[index] = 0;
    for (size_t index = 0; index < slot_count; index++) matches.rows[index] = 0;
    for (size_t row = 0; row < pattern_count; row++) {
        uint64_t bit = UINT64_C(1) << row;
        if (pattern[row] < low_symbols) {
            matches.low[pattern[row]] |= bit;
        } else {
            size_t slot = slot_of(&matches, pattern[row]);
            matches.symbols[slot] = pattern[row];
            matches.rows[slot] |= bit;
        }
    }
    uint64_t rise = UINT64_MAX, fall = 0;
    for (size_t column = 0; column < text_count; column++) {
        uint32_t symbol = text[column];
        uint64_t match = symbol < low_symbols ? matches.low[symbol] : matches.rows[slot_of(&matches, symbol)];
        uint64_t horizontal = (((match & rise) + rise) ^ rise) | match;
        uint64_t up = fall | ~(horizontal | rise), down = rise & horizontal;
        // The first row of the table grows by one with every column.
        up = up << 1 | 1;
        down <<= 1;
        uint64_t vertical = match | fall;
        rise = down | ~(vertical | up);
        fall = up & vertical;
    }
    uint64_t rows = pattern_count == 64 ? UINT64_MAX : (UINT64_C(1) << pattern_count) - 1;
    return text_count + (size_t)__builtin_popcountll(rise & rows) - (size_t)__builtin_popcountll(fall & rows);
}
