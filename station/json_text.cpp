#include "station/json_text.h"

namespace greenlight::station {

using Json = nlohmann::ordered_json;

std::string textOf(const Json& value) {
    if (value.is_string()) {
        return value.get<std::string>();
    }
    if (value.is_boolean()) {
        return value.get<bool>() ? "1" : "0";
    }
    if (value.is_array()) {
        std::string list;
        for (const Json& each : value) {
            list += (list.empty() ? "" : "; ") + textOf(each);
        }
        return list;
    }
    return value.is_number_integer() ? value.dump() : std::string();
}

} // namespace greenlight::station
