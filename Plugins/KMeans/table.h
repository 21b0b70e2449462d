/* The numeric columns of a CSV file. */
#ifndef KMEANS_TABLE_H
#define KMEANS_TABLE_H

#include "request.h"

#pragma GCC visibility push(hidden)

typedef struct table {
    /* row_count times column_count numbers, row after row. */
    double *values;
    size_t row_count;
    size_t column_count;
} table;

/* Reads the columns a request names, or else those with a number in the first row. The file has a header row,
 * commas, and quotes as in RFC 4180; blank lines are left out. table_free is needed whatever the result. */
bool table_read(table *table, const request *request, failure *failure);

void table_free(table *table);

#pragma GCC visibility pop

#endif
