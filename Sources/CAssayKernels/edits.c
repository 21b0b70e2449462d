#include "band.h"
#include "levels.h"
#include "parallel.h"
#include "short.h"

#include <stdlib.h>
#include <string.h>

/// Numbers given to symbols, in the order first seen.
struct numbering {
    /// Numbers plus one of the symbols below 256; 0 where there is none yet.
    uint32_t low[256];
    /// Pairs of symbol and number plus one, found by open addressing; a power of two, at most half full.
    uint32_t (*slots)[2];
    size_t mask;
    size_t used;
    uint32_t next;
};

static size_t slot_of(const struct numbering *numbers, uint32_t symbol) {
    size_t slot = (size_t)((symbol * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & numbers->mask;
    while (numbers->slots[slot][1] != 0 && numbers->slots[slot][0] != symbol) slot = (slot + 1) & numbers->mask;
    return slot;
}

static int grow(struct numbering *numbers) {
    size_t size = numbers->slots == NULL ? 256 : 2 * (numbers->mask + 1);
    uint32_t(*old)[2] = numbers->slots;
    size_t old_size = old == NULL ? 0 : numbers->mask + 1;
    numbers->slots = calloc(size, sizeof *numbers->slots);
    if (numbers->slots == NULL) {
        numbers->slots = old;
        return 1;
    }
    numbers->mask = size - 1;
    for (size_t index = 0; index < old_size; index++) {
        if (old[index][1] == 0) continue;
        size_t slot = slot_of(numbers, old[index][0]);
        memcpy(numbers->slots[slot], old[index], sizeof *old);
    }
    free(old);
    return 0;
}

/// The number of a symbol plus one; 0 when it has none and none is wanted, or without memory.
static uint32_t number_of(struct numbering *numbers, uint32_t symbol, int wanted) {
    uint32_t *place;
    if (symbol < 256) {
        place = &numbers->low[symbol];
    } else {
        if (numbers->slots == NULL && !wanted) return 0;
        if (wanted && (numbers->slots == NULL || 2 * numbers->used > numbers->mask) && grow(numbers) != 0) return 0;
        size_t slot = slot_of(numbers, symbol);
        place = &numbers->slots[slot][1];
        if (*place == 0 && wanted) {
            numbers->slots[slot][0] = symbol;
            numbers->used++;
        }
    }
    if (*place == 0 && wanted) *place = ++numbers->next;
    return *place;
}

size_t assay_kernel_number_symbols(uint32_t *symbols, size_t count) {
    struct numbering numbers = {.slots = NULL};
    size_t result = 1;
    for (size_t index = 0; index < count; index++) {
        uint32_t number = number_of(&numbers, symbols[index], 1);
        if (number == 0) {
            free(numbers.slots);
            return 0;
        }
        symbols[index] = number - 1;
        result = numbers.next;
    }
    free(numbers.slots);
    return result;
}

static void edit_item(void *context, size_t worker, size_t item) {
    const struct edit_job *job = ((void **)context)[0];
    const struct level *level = ((void **)context)[1];
    size_t groups = (job->pattern_count + level->edit_lanes - 1) / level->edit_lanes;
    // The costliest groups come first, so that no worker is left with one at the end.
    level->edit_group(job, &job->scratch[worker], groups - 1 - item);
}

static size_t length_of(assay_kernel_lists lists, size_t list) { return lists.offsets[list + 1] - lists.offsets[list]; }

/// Sorts the lists by length, and lists of one length by place; returns 0 on success.
static int sort_by_length(assay_kernel_lists lists, size_t *order) {
    size_t *from = malloc((lists.count + 1) * sizeof *from);
    if (from == NULL) return 1;
    size_t longest = 0;
    for (size_t list = 0; list < lists.count; list++) {
        order[list] = list;
        if (length_of(lists, list) > longest) longest = length_of(lists, list);
    }
    // Byte by byte from the least significant one, each pass keeping the order of the one before.
    for (unsigned shift = 0; shift < 64 && longest >> shift != 0; shift += 8) {
        size_t starts[257] = {0};
        memcpy(from, order, lists.count * sizeof *from);
        for (size_t list = 0; list < lists.count; list++) starts[((length_of(lists, list) >> shift) & 255) + 1]++;
        for (size_t byte = 0; byte < 256; byte++) starts[byte + 1] += starts[byte];
        for (size_t index = 0; index < lists.count; index++) {
            order[starts[(length_of(lists, from[index]) >> shift) & 255]++] = from[index];
        }
    }
    free(from);
    return 0;
}

static int32_t run_edits(struct edit_job *job, size_t alphabet, const struct level *level, uint32_t threads) {
    size_t groups = (job->pattern_count + level->edit_lanes - 1) / level->edit_lanes;
    size_t workers = assay_workers(threads, groups);
    struct edit_scratch scratch[assay_most_threads];
    int32_t failed = 0;
    for (size_t worker = 0; worker < workers; worker++) {
        scratch[worker] = (struct edit_scratch){.local = calloc(alphabet + 1, sizeof(uint32_t))};
        if (scratch[worker].local == NULL) failed = 1;
    }
    job->scratch = scratch;
    if (!failed) assay_parallel(groups, workers, edit_item, (void *[]){job, (void *)level});
    for (size_t worker = 0; worker < workers; worker++) {
        failed |= scratch[worker].failed;
        free(scratch[worker].local);
        free(scratch[worker].memory);
    }
    return failed;
}

int32_t assay_kernel_levenshtein(
    assay_kernel_lists lists,
    size_t alphabet,
    const size_t *rows,
    size_t row_count,
    assay_kernel_output output,
    assay_kernel_options options
) {
    size_t *order = malloc((lists.count + 1) * sizeof *order);
    int32_t failed = order == NULL || sort_by_length(lists, order);
    if (!failed) {
        struct edit_job job = {
            .lists = lists, .patterns = order, .pattern_count = lists.count, .texts = order,
            .text_count = lists.count, .output = output,
        };
        if (output.rectangular) {
            job.texts = rows;
            job.text_count = row_count;
        }
        failed = run_edits(&job, alphabet, assay_level(options.level), options.threads);
    }
    free(order);
    return failed;
}

size_t assay_kernel_levenshtein_pair(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count) {
    while (a_count > 0 && b_count > 0 && *a == *b) a++, b++, a_count--, b_count--;
    while (a_count > 0 && b_count > 0 && a[a_count - 1] == b[b_count - 1]) a_count--, b_count--;
    const uint32_t *pattern = a_count <= b_count ? a : b, *text = a_count <= b_count ? b : a;
    size_t m = a_count <= b_count ? a_count : b_count, n = a_count <= b_count ? b_count : a_count;
    if (m == 0) return n;
    if (m <= 64) return assay_short_distance(pattern, m, text, n);
    struct numbering numbers = {.slots = NULL};
    uint32_t *symbols = malloc((m + n) * sizeof *symbols);
    int failed = symbols == NULL;
    for (size_t index = 0; index < m && !failed; index++) {
        uint32_t number = number_of(&numbers, pattern[index], 1);
        symbols[index] = number;
        failed = number == 0;
    }
    // A symbol the pattern does not have is 0.
    for (size_t index = 0; index < n && !failed; index++) symbols[m + index] = number_of(&numbers, text[index], 0);
    size_t near = failed ? SIZE_MAX : assay_banded_distance(symbols, m, symbols + m, n, numbers.next + 1);
    uint64_t edits = near;
    size_t offsets[3] = {0, m, m + n}, positions[2] = {0, 1};
    struct edit_job job = {
        .lists = {symbols, offsets, 2}, .patterns = positions, .pattern_count = 1, .texts = positions + 1, .text_count = 1,
        .output = {.values = &edits, .format = assay_kernel_edits, .rectangular = 1},
    };
    if (!failed && near == SIZE_MAX) failed = run_edits(&job, numbers.next + 1, &assay_level_scalar, 1);
    free(numbers.slots);
    free(symbols);
    return failed ? SIZE_MAX : (size_t)edits;
}
