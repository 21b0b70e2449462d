/* k-means: k-means++ seeding and Lloyd's iterations, one start per seed. */
#ifndef KMEANS_CLUSTER_H
#define KMEANS_CLUSTER_H

#include "table.h"

#pragma GCC visibility push(hidden)

typedef struct clustering {
    /* The cluster of each row; clusters are numbered in the order of their first rows. */
    size_t *assignments;
    /* How many rows each cluster has, largest first. */
    size_t *sizes;
    /* The sum of squared distances of the rows to the centres of their clusters. */
    double inertia;
    size_t iterations;
} clustering;

/* Clusters the rows of a table. Stops when no row changes its cluster, after max_iterations, or when the call is
 * cancelled. clustering_free is needed whatever the result. */
bool cluster_rows(
    clustering *result, const table *table, const request *request, const assay_call *call, failure *failure);

void clustering_free(clustering *result);

#pragma GCC visibility pop

#endif
