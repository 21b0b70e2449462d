#include "table.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 16 << 20, CELL_LIMIT = 1024 };

/* One row of the file: its cells, as text that ends with a zero byte. */
typedef struct record {
    char *cells[CELL_LIMIT];
    size_t count;
    size_t line;
} record;

typedef struct reader {
    char *at;
    size_t line;
    record header;
    record row;
    /* Where the chosen columns stand in a row. */
    size_t places[COLUMN_LIMIT];
    failure *failure;
} reader;

static char *read_file(const char *path, failure *failure) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail(failure, "file_error", "the file named by csv cannot be opened: %s", strerror(errno));
        return NULL;
    }
    char *text = malloc(FILE_LIMIT + 1);
    size_t size = text != NULL ? fread(text, 1, FILE_LIMIT + 1, file) : 0;
    bool has_failed = ferror(file) != 0;
    fclose(file);
    if (text == NULL) {
        fail_memory(failure);
    } else if (has_failed) {
        fail(failure, "file_error", "the file named by csv cannot be read; it must be a file and not a folder");
    } else if (size > FILE_LIMIT) {
        fail(failure, "file_error", "the file named by csv is over %d MiB", FILE_LIMIT >> 20);
    } else if (memchr(text, '\0', size) != NULL) {
        fail(failure, "bad_csv", "the file named by csv holds a zero byte and is no text");
    } else {
        text[size] = '\0';
        return text;
    }
    free(text);
    return NULL;
}

/* Takes the quotes off a cell in place; from is left behind the closing quote, to behind the text. */
static bool read_quoted(reader *reader, char **from, char **to) {
    for (++*from;; ++*from) {
        if (**from == '\0') {
            return fail(
                reader->failure, "bad_csv", "a quoted cell that starts on line %zu has no end", reader->row.line);
        }
        if (**from == '\n') reader->line++;
        if (**from == '"' && *++*from != '"') break;
        *(*to)++ = **from;
    }
    if (**from == '\r' && (*from)[1] == '\n') ++*from;
    if (**from == ',' || **from == '\n' || **from == '\0') return true;
    return fail(reader->failure, "bad_csv", "line %zu has text behind a quoted cell", reader->line);
}

/* Reads the cell at the reader's place and moves behind what ends it: a comma, a line end or the end of the file. */
static bool read_cell(reader *reader, char **cell, char *separator) {
    char *from = reader->at, *to = reader->at;
    *cell = to;
    if (*from == '"') {
        if (!read_quoted(reader, &from, &to)) return false;
    } else {
        from += strcspn(from, ",\n");
        to = from > *cell && *from != ',' && from[-1] == '\r' ? from - 1 : from;
    }
    *separator = *from;
    *to = '\0';
    reader->at = *separator == '\0' ? from : from + 1;
    return true;
}

/* Reads the next row that is not blank; count is 0 at the end of the file. */
static bool read_record(reader *reader, record *record) {
    while (*reader->at == '\n' || (*reader->at == '\r' && reader->at[1] == '\n')) {
        reader->at += *reader->at == '\r' ? 2 : 1;
        reader->line++;
    }
    record->count = 0;
    record->line = reader->row.line = reader->line;
    char separator = *reader->at == '\0' ? '\0' : ',';
    while (separator == ',') {
        if (record->count == CELL_LIMIT) {
            return fail(reader->failure, "bad_csv", "line %zu has over %d cells", reader->line, CELL_LIMIT);
        }
        if (!read_cell(reader, &record->cells[record->count++], &separator)) return false;
    }
    reader->line += separator == '\n';
    return true;
}

/* Whether a cell is one finite decimal number, perhaps with spaces around it. */
static bool read_number(const char *cell, double *number) {
    cell += strspn(cell, " \t");
    size_t size = strspn(cell, "0123456789+-.eE");
    char *end;
    *number = strtod(cell, &end);
    return size > 0 && end == cell + size && cell[size + strspn(cell + size, " \t\r")] == '\0' && isfinite(*number);
}

static bool choose_named(reader *reader, const request *request) {
    for (size_t i = 0; i < request->column_count; i++) {
        size_t place = 0;
        while (place < reader->header.count && strcmp(reader->header.cells[place], request->columns[i]) != 0) place++;
        if (place == reader->header.count) {
            return fail(
                reader->failure, "unknown_column", "the file has no column \"%.64s\"; the header row names its columns",
                request->columns[i]);
        }
        reader->places[i] = place;
    }
    return true;
}

static bool choose_numeric(reader *reader, table *table) {
    double number;
    for (size_t place = 0; place < reader->header.count && table->column_count < COLUMN_LIMIT; place++) {
        if (read_number(reader->row.cells[place], &number)) reader->places[table->column_count++] = place;
    }
    if (table->column_count > 0) return true;
    return fail(
        reader->failure, "not_numeric", "the first row of data has no number; clustering needs a numeric column");
}

static bool check_width(const reader *reader) {
    if (reader->row.count == reader->header.count) return true;
    return fail(
        reader->failure, "bad_csv", "line %zu has %zu cells and the header row has %zu; every row needs as many",
        reader->row.line, reader->row.count, reader->header.count);
}

static bool add_row(reader *reader, table *table, size_t *capacity) {
    if (table->row_count == *capacity) {
        *capacity = *capacity > 0 ? *capacity * 2 : 64;
        double *values = realloc(table->values, *capacity * table->column_count * sizeof(double));
        if (values == NULL) return fail_memory(reader->failure);
        table->values = values;
    }
    double *row = table->values + table->row_count * table->column_count;
    for (size_t i = 0; i < table->column_count; i++) {
        size_t place = reader->places[i];
        if (!read_number(reader->row.cells[place], &row[i])) {
            return fail(
                reader->failure, "not_numeric", "row %zu (line %zu), column \"%.64s\" holds no finite decimal number",
                table->row_count + 1, reader->row.line, reader->header.cells[place]);
        }
    }
    table->row_count++;
    return true;
}

static bool read_rows(reader *reader, table *table, const request *request) {
    size_t capacity = 0;
    table->column_count = request->column_count;
    if (!read_record(reader, &reader->header)) return false;
    if (reader->header.count == 0) {
        return fail(reader->failure, "bad_csv", "the file is empty; it needs a header row and data");
    }
    if (!choose_named(reader, request)) return false;
    for (;;) {
        if (!read_record(reader, &reader->row)) return false;
        if (reader->row.count == 0) break;
        if (!check_width(reader)) return false;
        if (table->column_count == 0 && !choose_numeric(reader, table)) return false;
        if (!add_row(reader, table, &capacity)) return false;
    }
    if (table->row_count >= request->clusters) return true;
    return fail(
        reader->failure, "too_few_rows", "the file has %zu rows of data; %zu clusters need at least as many rows",
        table->row_count, request->clusters);
}

bool table_read(table *table, const request *request, failure *failure) {
    memset(table, 0, sizeof(*table));
    char *text = read_file(request->csv, failure);
    if (text == NULL) return false;
    reader *state = calloc(1, sizeof(*state));
    bool is_read = state != NULL || fail_memory(failure);
    if (state != NULL) {
        state->at = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? text + 3 : text;
        state->line = 1;
        state->failure = failure;
        is_read = read_rows(state, table, request);
    }
    free(state);
    free(text);
    return is_read;
}

void table_free(table *table) { free(table->values); }
