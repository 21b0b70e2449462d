/* A plugin in one file: a biased coin, tossed once under the seed. From the package root:
 *
 *     cc -std=c99 -shared -fPIC -ISources/CAssayPlugin/include -o libcoin.so Examples/Plugins/coin.c
 */
#include <assay/plugin.h>
#include <stdlib.h>
#include <string.h>

#define REQUEST "{\"bias\":"

/* SplitMix64: one step turns even neighbouring seeds into unrelated numbers. */
static double uniform(uint64_t seed) {
    seed += UINT64_C(0x9E3779B97F4A7C15);
    seed = (seed ^ (seed >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    seed = (seed ^ (seed >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (double)((seed ^ (seed >> 31)) >> 11) / 9007199254740992.0;
}

static int32_t invoke(const assay_tool *tool, const assay_call *call) {
    char text[64] = "";
    (void)tool;
    /* The host checked the request against the schema and wrote it without spaces: it is {"bias":N}. */
    if (call->request.size >= sizeof(text) || call->request.size < sizeof(REQUEST)) {
        call->set_error(call, assay_text_of("invalid_request"), assay_text_of("bias must be a short number"), 0);
        return 1;
    }
    memcpy(text, call->request.bytes, call->request.size);
    if (uniform(call->seed) < strtod(text + strlen(REQUEST), NULL)) {
        return call->write_output(call, "{\"side\":\"heads\"}", 16);
    }
    return call->write_output(call, "{\"side\":\"tails\"}", 16);
}

static const assay_tool coin = {
    .struct_size = sizeof(assay_tool),
    .flags = ASSAY_TOOL_IDEMPOTENT | ASSAY_TOOL_CONCURRENT,
    .name = ASSAY_TEXT("coin"),
    .version = ASSAY_TEXT("1.0.0"),
    .description = ASSAY_TEXT("Tosses a biased coin once."),
    .input_schema = ASSAY_TEXT("{\"type\":\"object\",\"required\":[\"bias\"],\"additionalProperties\":false,"
                               "\"properties\":{\"bias\":{\"type\":\"number\",\"minimum\":0,\"maximum\":1}}}"),
    .output_schema = ASSAY_TEXT("{\"type\":\"object\",\"required\":[\"side\"],\"additionalProperties\":false,"
                                "\"properties\":{\"side\":{\"enum\":[\"heads\",\"tails\"]}}}"),
    .invoke = invoke,
};

static const assay_tool *const tools[] = {&coin};
static const assay_plugin plugin = {sizeof(assay_plugin), ASSAY_ABI_MAJOR, ASSAY_ABI_MINOR, 1, tools};

ASSAY_EXPORT const assay_plugin *assay_plugin_entry(const assay_host *host, assay_error *error) {
    (void)host;
    (void)error;
    return &plugin;
}
