#include "engine/job/serial_range.h"

#include "engine/base/check.h"

#include <fmt/format.h>

namespace greenlight::job {

std::string SerialRange::series() const {
    const std::string plain = prefix + std::string(digits, '#');
    return check == CheckDigit::None ? plain : fmt::format("{} and {}", plain, name(check));
}

std::string SerialRange::serial(std::uint64_t number) const {
    CHECK(number >= first && number <= last);
    const std::string body = fmt::format("{}{:0{}}", prefix, number, digits);
    return body + checkCharacters(check, body).value_or("");
}

} // namespace greenlight::job
