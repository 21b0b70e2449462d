/* The tool "kmeans": clusters the rows of a CSV file. */
#include <assay/plugin.h>

#if defined(__APPLE__)
#include <xlocale.h>
#endif
#include <locale.h>
#include <stdio.h>

#include "cluster.h"

static const char input_schema[] =
    "{\"type\":\"object\",\"required\":[\"csv\",\"clusters\"],\"additionalProperties\":false,\"properties\":{"
    "\"csv\":{\"type\":\"string\",\"minLength\":1,\"description\":\"Path of a CSV file with a header row\"},"
    "\"clusters\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000,\"description\":\"How many clusters to find\"},"
    "\"columns\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"minItems\":1,\"maxItems\":256,"
    "\"uniqueItems\":true,\"description\":\"The columns to use; without it, those with a number in the first row\"},"
    "\"max_iterations\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":10000,\"default\":300}}}";

static const char output_schema[] =
    "{\"type\":\"object\",\"required\":[\"clusters\",\"sizes\",\"inertia\",\"assignments\",\"iterations\"],"
    "\"additionalProperties\":false,\"properties\":{"
    "\"clusters\":{\"type\":\"integer\",\"minimum\":1,\"x-assay\":{\"role\":\"key\"}},"
    "\"sizes\":{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"minimum\":0},\"x-assay\":{\"role\":\"key\"},"
    "\"description\":\"Rows per cluster, largest first\"},"
    "\"inertia\":{\"type\":\"number\",\"minimum\":0,\"x-assay\":{\"role\":\"measurement\",\"tolerance\":0.01},"
    "\"description\":\"Sum of squared distances to the centres\"},"
    "\"assignments\":{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"minimum\":0},"
    "\"x-assay\":{\"role\":\"key\",\"weight\":0},"
    "\"description\":\"The cluster of each row, numbered in the order of their first rows\"},"
    "\"iterations\":{\"type\":\"integer\",\"minimum\":0,\"x-assay\":{\"role\":\"ignore\"}}}}";

static int32_t write_list(const assay_call *call, const char *key, const size_t *numbers, size_t count) {
    char line[64];
    int32_t status = 0;
    for (size_t i = 0; i < count && status == 0; i++) {
        int size = snprintf(line, sizeof(line), i == 0 ? "\"%s\":[%zu" : "%.0s,%zu", key, numbers[i]);
        status = call->write_output(call, line, (uint64_t)size);
    }
    return status != 0 ? status : call->write_output(call, "],", 2);
}

static int32_t write_answer(
    const assay_call *call, const request *request, const table *table, const clustering *result) {
    char line[160];
    if (call->write_output(call, "{", 1) != 0) return 1;
    if (write_list(call, "assignments", result->assignments, table->row_count) != 0) return 1;
    if (write_list(call, "sizes", result->sizes, request->clusters) != 0) return 1;
    int size = snprintf(
        line, sizeof(line), "\"clusters\":%zu,\"inertia\":%.17g,\"iterations\":%zu}", request->clusters,
        result->inertia, result->iterations);
    return call->write_output(call, line, (uint64_t)size);
}

static int32_t answer(const assay_call *call) {
    failure failure = {0};
    request request;
    table table = {0};
    clustering result = {0};
    int32_t status = 1;
    bool is_done = request_read(&request, call->request, &failure) && table_read(&table, &request, &failure)
        && cluster_rows(&result, &table, &request, call, &failure);
    if (is_done) {
        status = write_answer(call, &request, &table, &result);
    } else {
        call->set_error(call, assay_text_of(failure.code), assay_text_of(failure.message), 0);
    }
    clustering_free(&result);
    table_free(&table);
    request_free(&request);
    return status;
}

/* Numbers are read and written with a decimal point whatever the locale of the process is. */
static int32_t invoke(const assay_tool *tool, const assay_call *call) {
    (void)tool;
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0) return 1;
    locale_t before = uselocale(plain);
    int32_t status = answer(call);
    uselocale(before);
    freelocale(plain);
    return status;
}

static const assay_tool kmeans = {
    .struct_size = sizeof(assay_tool),
    .flags = ASSAY_TOOL_IDEMPOTENT | ASSAY_TOOL_CONCURRENT,
    .name = ASSAY_TEXT("kmeans"),
    .version = ASSAY_TEXT("1.0.0"),
    .description = ASSAY_TEXT(
        "Clusters the rows of a CSV file: k-means++ from one random start, then Lloyd's iterations."),
    .provider = ASSAY_TEXT("Assay"),
    .capabilities = ASSAY_TEXT("[\"clustering\",\"csv\",\"statistics\"]"),
    .input_schema = {input_schema, sizeof(input_schema) - 1},
    .output_schema = {output_schema, sizeof(output_schema) - 1},
    .invoke = invoke,
};

static const assay_tool *const tools[] = {&kmeans};

static const assay_plugin plugin = {
    .struct_size = sizeof(assay_plugin),
    .abi_major = ASSAY_ABI_MAJOR,
    .abi_minor = ASSAY_ABI_MINOR,
    .tool_count = sizeof(tools) / sizeof(tools[0]),
    .tools = tools,
};

ASSAY_EXPORT const assay_plugin *assay_plugin_entry(const assay_host *host, assay_error *error) {
    (void)host;
    (void)error;
    return &plugin;
}
