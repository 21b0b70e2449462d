/* The released layout on 64-bit machines, where a change by mistake does not compile. */
#include <assay/ext/batch.h>
#include <assay/ext/idempotency.h>
#include <assay/ext/progress.h>
#include <assay/ext/usage.h>
#include <assay/plugin.h>

#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type " has changed its size")
#define PLACE(type, field, offset) _Static_assert(offsetof(type, field) == (offset), #type "." #field " has moved")

#if UINTPTR_MAX == UINT64_MAX

SIZE(assay_text, 16);
PLACE(assay_text, bytes, 0);
PLACE(assay_text, size, 8);

SIZE(assay_error, 512);
PLACE(assay_error, struct_size, 0);
PLACE(assay_error, message, 4);

SIZE(assay_host, 64);
PLACE(assay_host, struct_size, 0);
PLACE(assay_host, abi_major, 4);
PLACE(assay_host, abi_minor, 8);
PLACE(assay_host, reserved, 12);
PLACE(assay_host, name, 16);
PLACE(assay_host, version, 32);
PLACE(assay_host, get_extension, 48);
PLACE(assay_host, log, 56);

SIZE(assay_call, 120);
PLACE(assay_call, struct_size, 0);
PLACE(assay_call, attempt, 4);
PLACE(assay_call, replicate, 8);
PLACE(assay_call, seed, 16);
PLACE(assay_call, deadline_ns, 24);
PLACE(assay_call, trace_id, 32);
PLACE(assay_call, request, 48);
PLACE(assay_call, options, 64);
PLACE(assay_call, host_data, 80);
PLACE(assay_call, is_cancelled, 88);
PLACE(assay_call, write_output, 96);
PLACE(assay_call, emit, 104);
PLACE(assay_call, set_error, 112);

SIZE(assay_tool, 176);
PLACE(assay_tool, struct_size, 0);
PLACE(assay_tool, flags, 4);
PLACE(assay_tool, name, 8);
PLACE(assay_tool, version, 24);
PLACE(assay_tool, description, 40);
PLACE(assay_tool, provider, 56);
PLACE(assay_tool, capabilities, 72);
PLACE(assay_tool, default_options, 88);
PLACE(assay_tool, input_schema, 104);
PLACE(assay_tool, output_schema, 120);
PLACE(assay_tool, maximum_usage, 136);
PLACE(assay_tool, data, 152);
PLACE(assay_tool, invoke, 160);
PLACE(assay_tool, get_extension, 168);

SIZE(assay_plugin, 24);
PLACE(assay_plugin, struct_size, 0);
PLACE(assay_plugin, abi_major, 4);
PLACE(assay_plugin, abi_minor, 8);
PLACE(assay_plugin, tool_count, 12);
PLACE(assay_plugin, tools, 16);

SIZE(assay_tool_batch, 24);
PLACE(assay_tool_batch, struct_size, 0);
PLACE(assay_tool_batch, column_count, 4);
PLACE(assay_tool_batch, column_names, 8);
PLACE(assay_tool_batch, run, 16);

SIZE(assay_host_progress, 16);
PLACE(assay_host_progress, report, 8);

SIZE(assay_usage, 32);
PLACE(assay_usage, struct_size, 0);
PLACE(assay_usage, fields, 4);
PLACE(assay_usage, tokens, 8);
PLACE(assay_usage, cost_usd, 16);
PLACE(assay_usage, time_ms, 24);

SIZE(assay_host_usage, 16);
PLACE(assay_host_usage, report, 8);

SIZE(assay_tool_idempotency, 16);
PLACE(assay_tool_idempotency, invoke, 8);

#endif
