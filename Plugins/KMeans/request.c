#include "request.h"

#include <stdlib.h>
#include <string.h>

/* A place in the JSON text. */
typedef struct cursor {
    const char *at;
    const char *end;
} cursor;

static bool is_at(const cursor *cursor, char character) { return cursor->at < cursor->end && *cursor->at == character; }

static bool take(cursor *cursor, char character) {
    if (!is_at(cursor, character)) return false;
    cursor->at++;
    return true;
}

static unsigned hex_digits(const char *digits) {
    unsigned value = 0;
    for (int i = 0; i < 4; i++) {
        char digit = digits[i];
        unsigned part = digit <= '9' ? (unsigned)(digit - '0') : (unsigned)((digit | 0x20) - 'a' + 10);
        value = value << 4 | (part & 15);
    }
    return value;
}

/* Canonical JSON writes only control characters as \uXXXX, so a code point here has one byte. */
static bool unescape(cursor *cursor, char *out) {
    static const char names[] = "bfnrt", values[] = "\b\f\n\r\t";
    if (cursor->at >= cursor->end) return false;
    char kind = *cursor->at++;
    if (kind == 'u') {
        if (cursor->end - cursor->at < 4) return false;
        unsigned code = hex_digits(cursor->at);
        cursor->at += 4;
        *out = (char)code;
        return code > 0 && code < 0x80;
    }
    const char *name = strchr(names, kind);
    *out = name != NULL && kind != '\0' ? values[name - names] : kind;
    return true;
}

/* Reads a string into memory of its own; null when it is none, or holds a zero. */
static char *read_string(cursor *cursor) {
    if (!take(cursor, '"')) return NULL;
    char *text = malloc((size_t)(cursor->end - cursor->at) + 1);
    size_t size = 0;
    bool is_read = text != NULL;
    while (is_read && cursor->at < cursor->end && *cursor->at != '"') {
        char next = *cursor->at++;
        is_read = next != '\\' || unescape(cursor, &next);
        text[size++] = next;
    }
    if (!is_read || !take(cursor, '"')) {
        free(text);
        return NULL;
    }
    text[size] = '\0';
    return text;
}

static bool read_count(cursor *cursor, size_t limit, size_t *count) {
    size_t value = 0;
    const char *start = cursor->at;
    while (cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9' && value <= limit) {
        value = value * 10 + (size_t)(*cursor->at++ - '0');
    }
    *count = value;
    return cursor->at > start && value >= 1 && value <= limit;
}

static bool read_columns(cursor *cursor, request *request) {
    if (!take(cursor, '[')) return false;
    do {
        if (request->column_count == COLUMN_LIMIT) return false;
        char *name = read_string(cursor);
        if (name == NULL) return false;
        request->columns[request->column_count++] = name;
    } while (take(cursor, ','));
    return take(cursor, ']');
}

static bool read_member(cursor *cursor, request *request, const char *key) {
    if (strcmp(key, "csv") == 0 && request->csv == NULL) return (request->csv = read_string(cursor)) != NULL;
    if (strcmp(key, "clusters") == 0) return read_count(cursor, 1000, &request->clusters);
    if (strcmp(key, "max_iterations") == 0) return read_count(cursor, 10000, &request->max_iterations);
    if (strcmp(key, "columns") == 0) return read_columns(cursor, request);
    return false;
}

static bool read_object(cursor *cursor, request *request) {
    if (!take(cursor, '{')) return false;
    do {
        char *key = read_string(cursor);
        bool is_read = key != NULL && take(cursor, ':') && read_member(cursor, request, key);
        free(key);
        if (!is_read) return false;
    } while (take(cursor, ','));
    return take(cursor, '}') && cursor->at == cursor->end;
}

bool request_read(request *request, assay_text json, failure *failure) {
    cursor cursor = {json.bytes, json.bytes + json.size};
    memset(request, 0, sizeof(*request));
    request->max_iterations = 300;
    if (read_object(&cursor, request) && request->csv != NULL && request->clusters > 0) return true;
    return fail(
        failure, "invalid_request",
        "the request must be an object with csv, clusters from 1 to 1000, and perhaps columns and max_iterations");
}

void request_free(request *request) {
    free(request->csv);
    for (size_t i = 0; i < request->column_count; i++) free(request->columns[i]);
}
