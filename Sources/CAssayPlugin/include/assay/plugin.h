/*
 * The interface between a host and a plugin: plain C99, no library needed.
 *
 * A plugin is a shared library that exports one function, assay_plugin_entry, which returns a table of tools. A tool
 * answers one request under one seed; running it many times and judging the answers is the host's work.
 *
 * Rules
 *  - Every struct that crosses starts with struct_size, set by its maker to sizeof. A reader looks at no field that
 *    lies beyond that size.
 *  - Majors must match. A larger minor is compatible in both directions: a released field never changes its place,
 *    type or meaning, and everything new comes as a named extension, asked for with get_extension.
 *  - No pointer is freed by the other side. What a call hands in is borrowed until the call returns. What a plugin
 *    hands out from assay_plugin_entry lives as long as the process; plugins are never unloaded.
 *  - Text is UTF-8 with a length and need not end with a zero byte; {NULL, 0} is empty. Requests, options and answers
 *    are JSON objects.
 *  - All randomness comes from assay_call.seed. Equal requests, options and seeds give equal answers.
 *  - No C++ exception, longjmp or signal leaves a plugin's function.
 *
 * Thread tags
 *  [load-thread]  once, on the thread that loads the plugin, before any call.
 *  [call-thread]  on a thread of the host's, one call after the other for the whole plugin; a tool with
 *                 ASSAY_TOOL_CONCURRENT is called on several threads at once.
 *  [any-thread]   on any thread, several at once.
 */
#ifndef ASSAY_PLUGIN_H
#define ASSAY_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ASSAY_ABI_MAJOR 1u
#define ASSAY_ABI_MINOR 0u

/* Marks the one function a plugin exports. */
#if defined(_WIN32)
#define ASSAY_VISIBLE __declspec(dllexport)
#elif defined(__GNUC__)
#define ASSAY_VISIBLE __attribute__((visibility("default")))
#else
#define ASSAY_VISIBLE
#endif
#ifdef __cplusplus
#define ASSAY_EXPORT extern "C" ASSAY_VISIBLE
#else
#define ASSAY_EXPORT ASSAY_VISIBLE
#endif

/* UTF-8 text, borrowed. bytes may be null where size is 0. */
typedef struct assay_text {
    const char *bytes;
    uint64_t size;
} assay_text;

/* A string literal as an initialiser of assay_text. */
#define ASSAY_TEXT(literal) {(literal), sizeof(literal) - 1}

/* A zero-terminated string as text, borrowed as long as the string lives; null gives empty text. */
static inline assay_text assay_text_of(const char *string) {
    assay_text text;
    text.bytes = string;
    text.size = 0;
    while (string != NULL && string[text.size] != '\0') text.size++;
    return text;
}

/* Why a plugin has no tools to offer; the host makes it and zeroes the message. */
typedef struct assay_error {
    uint32_t struct_size;
    /* UTF-8, ends with a zero byte. */
    char message[508];
} assay_error;

/* The host, as a plugin sees it. Lives as long as the process. */
typedef struct assay_host {
    uint32_t struct_size;
    uint32_t abi_major;
    uint32_t abi_minor;
    uint32_t reserved;
    /* For messages only; behaviour must not depend on them. */
    assay_text name;
    assay_text version;

    /* An extension of the host, such as ASSAY_EXT_PROGRESS; null when it has none of that id. The result lives as
     * long as the process and its type is the one named beside the id. [any-thread] */
    const void *(*get_extension)(const struct assay_host *host, const char *id);

    /* A line for the host's log; level is one of ASSAY_LOG_*, another counts as INFO. The message is copied and
     * cut at 1 KiB. Without user data: logs are read by others. [any-thread] */
    void (*log)(const struct assay_host *host, int32_t level, assay_text message);
} assay_host;

enum { ASSAY_LOG_DEBUG = 0, ASSAY_LOG_INFO = 1, ASSAY_LOG_WARNING = 2, ASSAY_LOG_ERROR = 3 };

/* Promises of a tool about its calls; bits of assay_tool.flags. A host ignores bits it does not know. */
enum {
    /* The answer depends on the request and options only, not on the seed. */
    ASSAY_TOOL_DETERMINISTIC = 1,
    /* Calling twice has the effect of calling once. */
    ASSAY_TOOL_IDEMPOTENT = 2,
    /* Calls may run at the same time on several threads. */
    ASSAY_TOOL_CONCURRENT = 4,
    /* A call changes something outside the tool, so the host does not repeat it for evidence. */
    ASSAY_TOOL_SIDE_EFFECTS = 8
};

/* One attempt at one replicate. The host makes it; it and everything it points to lives until the call returns. */
typedef struct assay_call {
    uint32_t struct_size;
    /* The number of the attempt at this replicate, from 1. */
    uint32_t attempt;
    /* The place of the replicate in the run, from 0. */
    uint64_t replicate;
    /* The only source of randomness. */
    uint64_t seed;
    /* When the attempt ends, in nanoseconds of CLOCK_MONOTONIC; UINT64_MAX means never. */
    uint64_t deadline_ns;
    /* W3C trace id of the run: 32 lower-case hexadecimal digits. */
    assay_text trace_id;
    /* The request: canonical JSON (RFC 8785), an object, valid against the input schema. */
    assay_text request;
    /* The tool's default options overwritten by the caller's: canonical JSON, an object. */
    assay_text options;
    /* The host's own; a plugin passes it along untouched. */
    void *host_data;

    /* Not 0 once the attempt was given up; ask every few milliseconds and then return early with any non-zero status.
     * Cheap. [any-thread, until the call returns] */
    int32_t (*is_cancelled)(const struct assay_call *call);

    /* Appends to the answer, which is one JSON object when the call returns 0; may be called several times. The
     * bytes are copied. Returns 0, or non-zero when the answer is over the host's limit (4 MiB) or bytes is null
     * with a size: then nothing more is taken and the call should return. [any-thread, until the call returns] */
    int32_t (*write_output)(const struct assay_call *call, const void *bytes, uint64_t size);

    /* Sends an event of the tool's own: a name of at most 64 letters, digits, `_`, `-` or `.`, and any JSON value.
     * The name `warning` with a JSON string reaches the user as a warning. Both are copied. Returns 0, or non-zero
     * when the event was dropped because it is malformed, over 64 KiB or one too many. [any-thread, until the call
     * returns] */
    int32_t (*emit)(const struct assay_call *call, assay_text name, assay_text json);

    /* Says why the call is about to fail; the last one counts. code is snake_case ASCII of at most 64 bytes,
     * message is for people, without user data, cut at 1 KiB; both are copied. retryable is non-zero when the same
     * call may succeed later. Without effect when the call then returns 0. [any-thread, until the call returns] */
    void (*set_error)(const struct assay_call *call, assay_text code, assay_text message, int32_t retryable);
} assay_call;

/* One tool. The plugin makes it; it is constant and lives as long as the process. The host copies the texts while it
 * loads the plugin. */
typedef struct assay_tool {
    uint32_t struct_size;
    /* Bits ASSAY_TOOL_*. */
    uint32_t flags;
    /* Required: a letter or underscore, then at most 63 letters, digits, `_` or `-`. */
    assay_text name;
    /* Required. */
    assay_text version;
    /* One or two sentences on what the tool does. */
    assay_text description;
    /* Who stands behind the tool. */
    assay_text provider;
    /* JSON array of strings: free words a planner matches. */
    assay_text capabilities;
    /* JSON object: options the tool uses where the caller gives none. */
    assay_text default_options;
    /* JSON Schema a request must meet; empty accepts every object. */
    assay_text input_schema;
    /* JSON Schema of the answer; empty accepts every object. */
    assay_text output_schema;
    /* JSON object with any of "tokens", "cost_usd", "time_ms": the most one call may use, which is what a budget
     * reserves. Empty when unknown. */
    assay_text maximum_usage;
    /* The plugin's own. */
    void *data;

    /* Required. Answers one request. Returns 0 after writing one JSON object to call->write_output, or non-zero,
     * preferably after call->set_error. Output of a failed call is ignored. [call-thread] */
    int32_t (*invoke)(const struct assay_tool *tool, const assay_call *call);

    /* An extension of the tool, such as ASSAY_EXT_BATCH; null when it has none of that id. May itself be null. The
     * result lives as long as the process. [load-thread] */
    const void *(*get_extension)(const struct assay_tool *tool, const char *id);
} assay_tool;

/* What a plugin offers. */
typedef struct assay_plugin {
    uint32_t struct_size;
    /* What the plugin was compiled with: ASSAY_ABI_MAJOR and ASSAY_ABI_MINOR. */
    uint32_t abi_major;
    uint32_t abi_minor;
    /* From 1 to 1024. */
    uint32_t tool_count;
    /* tool_count pointers, none null. */
    const assay_tool *const *tools;
} assay_plugin;

/* The one function a plugin defines, as
 *
 *     ASSAY_EXPORT const assay_plugin *assay_plugin_entry(const assay_host *host, assay_error *error);
 *
 * Returns the plugin's table, which lives as long as the process, or null after writing a reason of at most 507
 * bytes and a zero byte to error->message. Neither argument is null; error is borrowed until the call returns. A
 * host may call it more than once; every call gives the same tools. [load-thread] */
typedef const assay_plugin *(*assay_plugin_entry_function)(const assay_host *host, assay_error *error);

#define ASSAY_PLUGIN_ENTRY "assay_plugin_entry"

#ifdef __cplusplus
}
#endif

#endif
