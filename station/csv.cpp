#include "station/csv.h"

namespace greenlight::station {

std::string csvField(std::string_view text, bool isNumber) {
    constexpr std::string_view startsAFormula = "=+-@\t\r";
    std::string field;
    if (!isNumber && !text.empty() && startsAFormula.find(text.front()) != std::string_view::npos) {
        field += '\'';
    }
    field += text;
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
        return field;
    }
    std::string quoted = "\"";
    for (const char letter : field) {
        quoted += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    return quoted + '"';
}

std::string csvLine(const std::vector<std::string>& fields) {
    std::string line;
    for (const std::string& field : fields) {
        line += line.empty() && &field == &fields.front() ? field : "," + field;
    }
    return line + "\r\n";
}

} // namespace greenlight::station
