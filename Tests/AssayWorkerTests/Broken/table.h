/* The tables of the plugin; the last thing a case includes. */
#ifndef NAME
#define NAME ASSAY_TEXT("broken")
#endif
#ifndef INVOKE
#define INVOKE invoke
#endif
#ifndef FIELDS
#define FIELDS
#endif
#ifndef TOOLS
#define TOOLS {&tool}
#endif
#ifndef TABLE
#define TABLE tools
#endif
#ifndef COUNT
#define COUNT 1
#endif
#ifndef SIZE
#define SIZE sizeof(assay_plugin)
#endif
#ifndef TOOL_SIZE
#define TOOL_SIZE sizeof(assay_tool)
#endif
#ifndef MAJOR
#define MAJOR ASSAY_ABI_MAJOR
#endif
#ifndef MINOR
#define MINOR ASSAY_ABI_MINOR
#endif
#ifndef RESULT
#define RESULT &plugin
#endif
#ifndef ENTRY
#define ENTRY assay_plugin_entry
#endif

static int32_t invoke(const assay_tool *self, const assay_call *call) {
    (void)self;
    return answer(call);
}

static assay_tool tool = {
    .struct_size = TOOL_SIZE, .name = NAME, .version = ASSAY_TEXT("1.0.0"), .invoke = INVOKE, FIELDS
};
static const assay_tool *const tools[] = TOOLS;
static const assay_plugin plugin = {
    .struct_size = SIZE, .abi_major = MAJOR, .abi_minor = MINOR, .tool_count = COUNT, .tools = TABLE
};

ASSAY_EXPORT const assay_plugin *ENTRY(const assay_host *host, assay_error *error) {
    (void)host;
    (void)error;
    (void)&plugin;
    (void)&tools;
    (void)&invoke;
#ifdef PREPARE
    PREPARE;
#endif
    return RESULT;
}
