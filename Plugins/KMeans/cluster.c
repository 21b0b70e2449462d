#include "cluster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed everywhere. */
static uint64_t next_random(uint64_t *state) {
    uint64_t mixed = *state += UINT64_C(0x9E3779B97F4A7C15);
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ (mixed >> 31);
}

/* From 0 up to but not including 1. */
static double next_unit(uint64_t *state) { return (double)(next_random(state) >> 11) * 0x1p-53; }

typedef struct state {
    const table *table;
    size_t clusters;
    double *centres;
    /* The squared distance of each row to its centre. */
    double *distances;
    size_t *assignments;
    size_t *sizes;
} state;

static const double *row_of(const state *state, size_t row) {
    return state->table->values + row * state->table->column_count;
}

static double *centre_of(const state *state, size_t cluster) {
    return state->centres + cluster * state->table->column_count;
}

static double squared_distance(const double *a, const double *b, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum;
}

static void place_centre(state *state, size_t cluster, size_t row) {
    memcpy(centre_of(state, cluster), row_of(state, row), state->table->column_count * sizeof(double));
}

/* Shortens each row's distance where the centre is nearer than those before it, and gives the sum. */
static double shorten(state *state, size_t cluster) {
    double sum = 0;
    for (size_t row = 0; row < state->table->row_count; row++) {
        double distance = squared_distance(row_of(state, row), centre_of(state, cluster), state->table->column_count);
        if (cluster == 0 || distance < state->distances[row]) state->distances[row] = distance;
        sum += state->distances[row];
    }
    return sum;
}

/* k-means++ (Arthur, Vassilvitskii 2007): each centre is a row drawn with a chance proportional to its squared
 * distance from the centres so far. */
static bool place_centres(state *state, uint64_t seed, failure *failure) {
    size_t rows = state->table->row_count;
    place_centre(state, 0, (size_t)(next_unit(&seed) * (double)rows));
    for (size_t cluster = 1; cluster < state->clusters; cluster++) {
        double sum = shorten(state, cluster - 1);
        if (sum <= 0) {
            return fail(
                failure, "too_few_rows", "the file has %zu different rows; %zu clusters need at least as many", cluster,
                state->clusters);
        }
        double left = next_unit(&seed) * sum;
        size_t chosen = 0;
        for (size_t row = 0; row < rows && left >= 0; row++) {
            // A row at distance 0 is a centre already and is never drawn, not even through rounding.
            if (state->distances[row] > 0) chosen = row;
            left -= state->distances[row];
        }
        place_centre(state, cluster, chosen);
    }
    return true;
}

/* Gives each row to its nearest centre, the first of equals; the number of rows that changed. */
static size_t assign(state *state) {
    size_t changed = 0, columns = state->table->column_count;
    memset(state->sizes, 0, state->clusters * sizeof(*state->sizes));
    for (size_t row = 0; row < state->table->row_count; row++) {
        size_t best = 0;
        double nearest = squared_distance(row_of(state, row), centre_of(state, 0), columns);
        for (size_t cluster = 1; cluster < state->clusters; cluster++) {
            double distance = squared_distance(row_of(state, row), centre_of(state, cluster), columns);
            if (distance < nearest) nearest = distance, best = cluster;
        }
        changed += state->assignments[row] != best;
        state->assignments[row] = best;
        state->distances[row] = nearest;
        state->sizes[best]++;
    }
    return changed;
}

/* A cluster without rows starts again at the row farthest from its centre. */
static void refill(state *state, size_t cluster) {
    size_t farthest = 0;
    for (size_t row = 1; row < state->table->row_count; row++) {
        if (state->distances[row] > state->distances[farthest]) farthest = row;
    }
    state->distances[farthest] = 0;
    place_centre(state, cluster, farthest);
}

static void move_centres(state *state) {
    size_t columns = state->table->column_count;
    memset(state->centres, 0, state->clusters * columns * sizeof(double));
    for (size_t row = 0; row < state->table->row_count; row++) {
        double *centre = centre_of(state, state->assignments[row]);
        for (size_t i = 0; i < columns; i++) centre[i] += row_of(state, row)[i];
    }
    for (size_t cluster = 0; cluster < state->clusters; cluster++) {
        double *centre = centre_of(state, cluster);
        for (size_t i = 0; i < columns && state->sizes[cluster] > 0; i++) centre[i] /= (double)state->sizes[cluster];
        if (state->sizes[cluster] == 0) refill(state, cluster);
    }
}

static bool iterate(
    state *state, const request *request, const assay_call *call, clustering *result, failure *failure) {
    memset(state->assignments, 0xFF, state->table->row_count * sizeof(*state->assignments));
    while (assign(state) > 0 && result->iterations < request->max_iterations) {
        if (call->is_cancelled(call)) return fail(failure, "cancelled", "the call was cancelled");
        move_centres(state);
        result->iterations++;
    }
    for (size_t row = 0; row < state->table->row_count; row++) result->inertia += state->distances[row];
    if (isfinite(result->inertia)) return true;
    return fail(failure, "not_numeric", "the numbers are too large to square; give the columns in larger units");
}

static int compare_sizes(const void *left, const void *right) {
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    return (a < b) - (a > b);
}

/* The numbers Lloyd's iterations give to clusters follow from the order of the centres, which is chance. */
static void renumber(clustering *result, size_t rows, size_t clusters, size_t *numbers) {
    size_t next = 0;
    memset(numbers, 0xFF, clusters * sizeof(*numbers));
    for (size_t row = 0; row < rows; row++) {
        size_t *number = &numbers[result->assignments[row]];
        if (*number == SIZE_MAX) *number = next++;
        result->assignments[row] = *number;
    }
    qsort(result->sizes, clusters, sizeof(*result->sizes), compare_sizes);
}

bool cluster_rows(
    clustering *result, const table *table, const request *request, const assay_call *call, failure *failure) {
    size_t clusters = request->clusters;
    memset(result, 0, sizeof(*result));
    result->assignments = calloc(table->row_count, sizeof(size_t));
    result->sizes = calloc(clusters, sizeof(size_t));
    double *centres = calloc(clusters * table->column_count, sizeof(double));
    double *distances = calloc(table->row_count, sizeof(double));
    size_t *numbers = calloc(clusters, sizeof(size_t));
    bool has_memory = result->assignments && result->sizes && centres && distances && numbers;
    bool is_done = has_memory || fail_memory(failure);
    if (has_memory) {
        state state = {table, clusters, centres, distances, result->assignments, result->sizes};
        is_done = place_centres(&state, call->seed, failure) && iterate(&state, request, call, result, failure);
        if (is_done) renumber(result, table->row_count, clusters, numbers);
    }
    free(centres);
    free(distances);
    free(numbers);
    return is_done;
}

void clustering_free(clustering *result) {
    free(result->assignments);
    free(result->sizes);
}
