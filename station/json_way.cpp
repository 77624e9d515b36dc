#include "station/json_way.h"

namespace greenlight::station {

using Json = nlohmann::ordered_json;

const Json& at(const Json& json, std::initializer_list<const char*> way) {
    static const Json absent;
    const Json* place = &json;
    for (const char* step : way) {
        if (!place->is_object() || !place->contains(step)) {
            return absent;
        }
        place = &(*place)[step];
    }
    return *place;
}

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
