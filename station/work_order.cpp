#include "station/work_order.h"

#include <algorithm>

namespace greenlight::station {

bool isWorkOrder(std::string_view text) noexcept {
    if (text.empty()) {
        return true;
    }
    return text.size() <= mostWorkOrderBytes && text.front() != ' ' && text.back() != ' ' &&
           std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace greenlight::station
