// The tool "annealing": a short round trip through the cities of a CSV file.
#include <assay/plugin.h>

#include <exception>
#include <string>
#include <string_view>

#include "cities.hpp"
#include "failure.hpp"
#include "tour.hpp"

namespace {

constexpr char input_schema[] = R"({"type":"object","required":["csv"],"additionalProperties":false,"properties":{
"csv":{"type":"string","minLength":1,"description":"Path of a CSV file with a header row"},
"x":{"type":"string","default":"x",
"description":"The column with the first coordinate; with geographic, the latitude"},
"y":{"type":"string","default":"y",
"description":"The column with the second coordinate; with geographic, the longitude"},
"metric":{"enum":["euclidean","geographic"],"default":"euclidean",
"description":"How TSPLIB measures: EUC_2D, or GEO with degrees and minutes as DDD.MM"},
"steps":{"type":"integer","minimum":1,"maximum":100000000,"default":400,
"description":"How many changes of the tour are tried"}}})";

constexpr char output_schema[] =
    R"({"type":"object","required":["length","tour"],"additionalProperties":false,"properties":{
"length":{"type":"integer","minimum":0,"x-assay":{"role":"key"}},
"tour":{"type":"array","items":{"type":"integer","minimum":0},"x-assay":{"role":"key","weight":0,"distance":"exact"},
"description":"Rows in the order of the visit, from row 0, in the direction of its lower neighbour"}}})";

std::string to_json(const Tour &tour) {
    std::string json = "{\"length\":" + std::to_string(tour.length) + ",\"tour\":[";
    for (const auto city : tour.cities) json += (json.back() == '[' ? "" : ",") + std::to_string(city);
    return json + "]}";
}

std::int32_t fail(const assay_call *call, const char *code, const char *message) {
    call->set_error(call, assay_text_of(code), assay_text_of(message), 0);
    return 1;
}

std::int32_t invoke(const assay_tool *, const assay_call *call) {
    try {
        const Request request(std::string_view(call->request.bytes, call->request.size));
        const auto json = to_json(anneal(Cities(request), request.steps, call));
        return call->write_output(call, json.data(), json.size());
    } catch (const Failure &failure) {
        return fail(call, failure.code.c_str(), failure.message.c_str());
    } catch (const std::exception &) {
        return fail(call, "out_of_memory", "there is not enough memory for this many rows and columns");
    } catch (...) {
        return fail(call, "tool_failed", "the tool failed for an unknown reason");
    }
}

template <std::size_t size>
constexpr assay_text text(const char (&literal)[size]) {
    return {literal, size - 1};
}

constexpr assay_tool annealing = {
    sizeof(assay_tool),
    ASSAY_TOOL_IDEMPOTENT | ASSAY_TOOL_CONCURRENT,
    text("annealing"),
    text("1.0.0"),
    text("Looks for a short round trip through the cities of a CSV file by simulated annealing from a random tour."),
    text("Assay"),
    text(R"(["optimization","routing","csv"])"),
    text("{}"),
    text(input_schema),
    text(output_schema),
    text(""),
    nullptr,
    invoke,
    nullptr,
};

constexpr const assay_tool *tools[] = {&annealing};

constexpr assay_plugin plugin = {sizeof(assay_plugin), ASSAY_ABI_MAJOR, ASSAY_ABI_MINOR, 1, tools};

}  // namespace

ASSAY_EXPORT const assay_plugin *assay_plugin_entry(const assay_host *, assay_error *) { return &plugin; }
