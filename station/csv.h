#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::station {

/// A field of a CSV file as RFC 4180 has it: in quotation marks where it needs them. A text that a
/// spreadsheet would take for a formula (it begins with =, +, -, @, a tabulator or a carriage
/// return) gets an apostrophe in front, which spreadsheets show as nothing; `isNumber` keeps a
/// minus sign.
[[nodiscard]] std::string csvField(std::string_view text, bool isNumber = false);

/// Fields with commas between them and the line's end that RFC 4180 wants.
[[nodiscard]] std::string csvLine(const std::vector<std::string>& fields);

} // namespace greenlight::station
