/* Throws through the interface. */
#include <assay/plugin.h>
#include <stdexcept>

static int32_t invoke(const assay_tool *, const assay_call *) { throw std::runtime_error("out of here"); }

static assay_tool make_tool() {
    assay_tool tool = {};
    tool.struct_size = sizeof(assay_tool);
    tool.name = ASSAY_TEXT("broken");
    tool.version = ASSAY_TEXT("1.0.0");
    tool.invoke = invoke;
    return tool;
}

static const assay_tool tool = make_tool();
static const assay_tool *const tools[] = {&tool};
static const assay_plugin plugin = {sizeof(assay_plugin), ASSAY_ABI_MAJOR, ASSAY_ABI_MINOR, 1, tools};

ASSAY_EXPORT const assay_plugin *assay_plugin_entry(const assay_host *, assay_error *) { return &plugin; }
