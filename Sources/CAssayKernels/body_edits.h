// Edit distance as bit vectors (Myers 1999, in the block form of Hyyrö 2003): a lane holds 64 rows of the table of one
// pattern, and all patterns of a group are compared with the same text.

/// Blocks of 64 rows whose state stays in registers.
enum { edit_strip = 4 };

/// A match table up to this many bytes is kept for all texts; a larger one is built again, strip by strip.
enum { edit_table_limit = 2 << 20 };

/// Columns between two strips; short enough to stay in the cache.
enum { edit_columns = 256, edit_columns_rebuilt = 4096 };

typedef uint64_t lanes __attribute__((vector_size(8 * EDIT_LANES), aligned(8 * EDIT_LANES)));

/// Horizontal differences of one column above and below a strip: bit 63 counts.
struct edit_carry {
    lanes up;
    lanes down;
};

/// The memory of a group.
struct edit_group_memory {
    lanes *rise;
    lanes *fall;
    /// Bits that are rows of the patterns.
    lanes *mask;
    struct edit_carry *carry;
    lanes *table;
    size_t blocks;
    /// Rows of the match table, the empty one included.
    size_t rows;
    int rebuilt;
};

INLINE lanes popcount(lanes value) {
#if __has_builtin(__builtin_elementwise_popcount)
    return __builtin_elementwise_popcount(value);
#else
    for (int lane = 0; lane < EDIT_LANES; lane++) value[lane] = (uint64_t)__builtin_popcountll(value[lane]);
    return value;
#endif
}

/// Moves `width` blocks ahead by `count` columns.
INLINE void edit_advance(
    size_t width,
    int first,
    int last,
    const struct edit_group_memory *memory,
    const lanes *table,
    size_t block,
    const uint32_t *local,
    const uint32_t *text,
    size_t count
) {
    lanes rise[edit_strip], fall[edit_strip];
    lanes none = {0};
    // The first row of the table grows by one with every column.
    lanes top = none | (UINT64_C(1) << 63);
    for (size_t b = 0; b < width; b++) rise[b] = memory->rise[block + b];
    for (size_t b = 0; b < width; b++) fall[b] = memory->fall[block + b];
    for (size_t column = 0; column < count; column++) {
        const lanes *matches = table + local[text[column]] * width;
        lanes up_above = first ? top : memory->carry[column].up;
        lanes down_above = first ? none : memory->carry[column].down;
#pragma clang loop unroll(full)
        for (size_t b = 0; b < width; b++) {
            lanes vertical = matches[b] | fall[b];
            lanes match = matches[b] | down_above >> 63;
            lanes horizontal = (((match & rise[b]) + rise[b]) ^ rise[b]) | match;
            lanes up = fall[b] | ~(horizontal | rise[b]);
            lanes down = rise[b] & horizontal;
            lanes shifted_up = up << 1 | up_above >> 63;
            lanes shifted_down = down << 1 | down_above >> 63;
            rise[b] = shifted_down | ~(vertical | shifted_up);
            fall[b] = shifted_up & vertical;
            up_above = up;
            down_above = down;
        }
        if (!last) memory->carry[column] = (struct edit_carry){up_above, down_above};
    }
    for (size_t b = 0; b < width; b++) memory->rise[block + b] = rise[b];
    for (size_t b = 0; b < width; b++) memory->fall[block + b] = fall[b];
}

static void edit_strip_advance(
    const struct edit_group_memory *memory,
    const lanes *table,
    size_t block,
    const uint32_t *local,
    const uint32_t *text,
    size_t count
) {
    size_t left = memory->blocks - block;
#define ADVANCE(width, first, last) edit_advance(width, first, last, memory, table, block, local, text, count)
    if (block == 0) {
        switch (left) {
        case 1: ADVANCE(1, 1, 1); break;
        case 2: ADVANCE(2, 1, 1); break;
        case 3: ADVANCE(3, 1, 1); break;
        case 4: ADVANCE(4, 1, 1); break;
        default: ADVANCE(4, 1, 0); break;
        }
    } else {
        switch (left) {
        case 1: ADVANCE(1, 0, 1); break;
        case 2: ADVANCE(2, 0, 1); break;
        case 3: ADVANCE(3, 0, 1); break;
        case 4: ADVANCE(4, 0, 1); break;
        default: ADVANCE(4, 0, 0); break;
        }
    }
#undef ADVANCE
}

/// The patterns of a group.
struct edit_patterns {
    const uint32_t *symbols[EDIT_LANES];
    size_t lengths[EDIT_LANES];
    size_t count;
};

static struct edit_patterns edit_patterns_of(const struct edit_job *job, size_t group) {
    struct edit_patterns patterns = {.count = job->pattern_count - group * EDIT_LANES};
    if (patterns.count > EDIT_LANES) patterns.count = EDIT_LANES;
    for (size_t lane = 0; lane < patterns.count; lane++) {
        size_t list = job->patterns[group * EDIT_LANES + lane];
        patterns.symbols[lane] = job->lists.symbols + job->lists.offsets[list];
        patterns.lengths[lane] = job->lists.offsets[list + 1] - job->lists.offsets[list];
    }
    return patterns;
}

static size_t edit_least(size_t a, size_t b) { return a < b ? a : b; }

/// Numbers the symbols in a part of the patterns from 1, or forgets them; returns one more than there are.
static size_t edit_number(
    const struct edit_patterns *patterns,
    size_t from,
    size_t to,
    uint32_t *local,
    int forget
) {
    uint32_t rows = 1;
    for (size_t lane = 0; lane < patterns->count; lane++) {
        size_t end = edit_least(to, patterns->lengths[lane]);
        for (size_t row = from; row < end; row++) {
            uint32_t symbol = patterns->symbols[lane][row];
            if (forget) {
                local[symbol] = 0;
            } else if (local[symbol] == 0) {
                local[symbol] = rows++;
            }
        }
    }
    return rows;
}

/// Fills the match table of the strip that starts at a block.
static void edit_fill(
    const struct edit_patterns *patterns,
    const struct edit_group_memory *memory,
    lanes *table,
    size_t rows,
    size_t block,
    const uint32_t *local
) {
    size_t width = edit_least(edit_strip, memory->blocks - block);
    memset(table, 0, rows * width * sizeof(lanes));
    for (size_t lane = 0; lane < patterns->count; lane++) {
        size_t end = edit_least((block + width) * 64, patterns->lengths[lane]);
        for (size_t row = block * 64; row < end; row++) {
            size_t place = local[patterns->symbols[lane][row]] * width + row / 64 - block;
            ((uint64_t *)(table + place))[lane] |= UINT64_C(1) << (row % 64);
        }
    }
}

/// Lays out and fills what does not depend on the text; 0 on success.
static int edit_prepare(
    const struct edit_patterns *patterns,
    struct edit_group_memory *memory,
    struct edit_scratch *scratch
) {
    size_t longest = patterns->lengths[patterns->count - 1];
    size_t blocks = memory->blocks = (longest + 63) / 64;
    memory->rows = edit_number(patterns, 0, longest, scratch->local, 0);
    memory->rebuilt = memory->rows * blocks * sizeof(lanes) > edit_table_limit;
    size_t strip_rows = 64 * edit_strip * EDIT_LANES + 1;
    size_t table = memory->rebuilt ? strip_rows * edit_strip : memory->rows * blocks;
    size_t carries = blocks > edit_strip ? edit_columns_rebuilt : 0;
    if (assay_reserve(scratch, (3 * blocks + table + 1) * sizeof(lanes) + carries * sizeof(struct edit_carry))) return 1;
    memory->rise = scratch->memory;
    memory->fall = memory->rise + blocks;
    memory->mask = memory->fall + blocks;
    memory->table = memory->mask + blocks;
    memory->carry = (struct edit_carry *)(memory->table + table);
    memset(memory->mask, 0, blocks * sizeof(lanes));
    for (size_t lane = 0; lane < patterns->count; lane++) {
        size_t length = patterns->lengths[lane];
        uint64_t *words = (uint64_t *)memory->mask + lane;
        for (size_t b = 0; b < length / 64; b++) words[b * EDIT_LANES] = UINT64_MAX;
        if (length % 64 != 0) words[length / 64 * EDIT_LANES] = (UINT64_C(1) << (length % 64)) - 1;
    }
    if (memory->rebuilt) {
        edit_number(patterns, 0, longest, scratch->local, 1);
        return 0;
    }
    for (size_t block = 0; block < blocks; block += edit_strip) {
        edit_fill(patterns, memory, memory->table + block * memory->rows, memory->rows, block, scratch->local);
    }
    return 0;
}

/// Runs a text through all blocks, some columns at a time.
static void edit_run(
    const struct edit_patterns *patterns,
    const struct edit_group_memory *memory,
    uint32_t *local,
    const uint32_t *text,
    size_t length
) {
    size_t span = memory->rebuilt ? edit_columns_rebuilt : edit_columns;
    if (memory->blocks <= edit_strip && !memory->rebuilt) span = length;
    memset(memory->rise, 0xFF, memory->blocks * sizeof(lanes));
    memset(memory->fall, 0, memory->blocks * sizeof(lanes));
    for (size_t from = 0; from < length; from += span) {
        size_t count = edit_least(span, length - from);
        for (size_t block = 0; block < memory->blocks; block += edit_strip) {
            const lanes *table = memory->table + (memory->rebuilt ? 0 : block * memory->rows);
            if (memory->rebuilt) {
                size_t rows = edit_number(patterns, block * 64, (block + edit_strip) * 64, local, 0);
                edit_fill(patterns, memory, memory->table, rows, block, local);
            }
            edit_strip_advance(memory, table, block, local, text + from, count);
            if (memory->rebuilt) edit_number(patterns, block * 64, (block + edit_strip) * 64, local, 1);
        }
    }
}

static void edit_store(const struct edit_job *job, size_t place, size_t edits, size_t a, size_t b) {
    if (job->output.format == assay_kernel_edits) {
        ((uint64_t *)job->output.values)[place] = edits;
        return;
    }
    size_t longest = a > b ? a : b;
    double distance = longest == 0 ? 0 : (double)edits / (double)longest;
    if (job->output.format == assay_kernel_f64) {
        ((double *)job->output.values)[place] = distance;
    } else {
        ((float *)job->output.values)[place] = (float)distance;
    }
}

/// Reads the last column: its first row plus the vertical differences down to the last row of each pattern.
static void edit_finish(
    const struct edit_job *job,
    const struct edit_patterns *patterns,
    const struct edit_group_memory *memory,
    size_t group,
    size_t position,
    size_t length
) {
    lanes rises = {0}, falls = {0};
    for (size_t b = 0; b < memory->blocks; b++) {
        rises += popcount(memory->rise[b] & memory->mask[b]);
        falls += popcount(memory->fall[b] & memory->mask[b]);
    }
    size_t text = job->texts[position];
    for (size_t lane = 0; lane < patterns->count; lane++) {
        size_t pattern = group * EDIT_LANES + lane;
        size_t edits = length + rises[lane] - falls[lane];
        size_t other = job->patterns[pattern];
        size_t place;
        if (job->output.rectangular) {
            place = position * job->lists.count + other;
        } else if (pattern > position) {
            place = other < text ? assay_condensed(job->lists.count, other, text)
                                 : assay_condensed(job->lists.count, text, other);
        } else {
            continue;
        }
        edit_store(job, place, edits, patterns->lengths[lane], length);
    }
}

/// Compares a group of patterns with the texts: all of them, or those before it in the order.
static void edit_group(const struct edit_job *job, struct edit_scratch *scratch, size_t group) {
    struct edit_patterns patterns = edit_patterns_of(job, group);
    struct edit_group_memory memory;
    if (scratch->failed || edit_prepare(&patterns, &memory, scratch) != 0) {
        scratch->failed = 1;
        return;
    }
    // The last pattern of the group is the only one that comes after all the others, and needs no text after itself.
    size_t texts = job->output.rectangular ? job->text_count : group * EDIT_LANES + patterns.count - 1;
    for (size_t position = 0; position < texts; position++) {
        size_t list = job->texts[position];
        size_t length = job->lists.offsets[list + 1] - job->lists.offsets[list];
        edit_run(&patterns, &memory, scratch->local, job->lists.symbols + job->lists.offsets[list], length);
        edit_finish(job, &patterns, &memory, group, position, length);
    }
    if (!memory.rebuilt) {
        edit_number(&patterns, 0, patterns.lengths[patterns.count - 1], scratch->local, 1);
    }
}
