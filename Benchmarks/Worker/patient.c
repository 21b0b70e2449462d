/* Answers after ten milliseconds, or at once when the call is cancelled. */
#include <assay/plugin.h>
#include <unistd.h>

static int32_t invoke(const assay_tool *self, const assay_call *call) {
    (void)self;
    for (int step = 0; step < 20 && !call->is_cancelled(call); step++) usleep(500);
    return call->write_output(call, "{\"value\":1}", 11);
}

static const assay_tool tool = {
    .struct_size = sizeof(assay_tool), .name = ASSAY_TEXT("patient"), .version = ASSAY_TEXT("1.0.0"), .invoke = invoke,
    .flags = ASSAY_TOOL_CONCURRENT
};
static const assay_tool *const tools[] = {&tool};
static const assay_plugin plugin = {
    .struct_size = sizeof(assay_plugin), .abi_major = ASSAY_ABI_MAJOR, .abi_minor = ASSAY_ABI_MINOR, .tool_count = 1,
    .tools = tools
};

ASSAY_EXPORT const assay_plugin *assay_plugin_entry(const assay_host *host, assay_error *error) {
    (void)host;
    (void)error;
    return &plugin;
}
