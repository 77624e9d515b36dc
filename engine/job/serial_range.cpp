#include "engine/job/serial_range.h"

#include "engine/base/check.h"

#include <fmt/format.h>

namespace greenlight::job {

std::string SerialRange::series() const { return prefix + std::string(digits, '#'); }

std::string SerialRange::serial(std::uint64_t number) const {
    CHECK(number >= first && number <= last);
    return fmt::format("{}{:0{}}", prefix, number, digits);
}

} // namespace greenlight::job
