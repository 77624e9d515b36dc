#include "engine/sim/sim_stlink_product.h"

#include "engine/base/check.h"

#include <array>
#include <charconv>
#include <utility>

namespace greenlight::sim {

using namespace std::chrono_literals;

std::uint16_t productId(ProbeModel model) noexcept {
    switch (model) {
    case ProbeModel::V2:
        return 0x3748;
    case ProbeModel::V21:
        return 0x374B;
    case ProbeModel::V21NoMsd:
        return 0x3752;
    case ProbeModel::V3E:
        return 0x374E;
    case ProbeModel::V3Set:
        return 0x374F;
    case ProbeModel::V3TwoVcp:
        return 0x3753;
    case ProbeModel::V3MiniE:
        return 0x3754;
    }
    CHECK(false);
    return 0;
}

bool isHighSpeed(ProbeModel model) noexcept {
    return model != ProbeModel::V2 && model != ProbeModel::V21 && model != ProbeModel::V21NoMsd;
}

std::size_t packetSize(ProbeModel model) noexcept { return isHighSpeed(model) ? 512 : 64; }

std::uint8_t commandEndpoint(ProbeModel model) noexcept {
    return model == ProbeModel::V2 ? 0x02 : 0x01;
}

std::uint8_t traceEndpoint(ProbeModel model) noexcept {
    return model == ProbeModel::V2 ? 0x83 : 0x82;
}

std::optional<ProbeFirmware> ProbeFirmware::parse(std::string_view text) {
    ProbeFirmware firmware{0, 0, 0, 0, 0};
    constexpr unsigned largest = 63; // the version word has six bits for each number
    while (text.size() >= 2) {
        const char letter = text.front();
        text.remove_prefix(1);
        unsigned number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || number > largest) {
            return std::nullopt;
        }
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        constexpr std::array<std::pair<char, unsigned ProbeFirmware::*>, 5> fields{{
            {'V', &ProbeFirmware::hardware},
            {'J', &ProbeFirmware::debug},
            {'S', &ProbeFirmware::swim},
            {'M', &ProbeFirmware::massStorage},
            {'B', &ProbeFirmware::bridge},
        }};
        bool known = false;
        for (const auto& [name, field] : fields) {
            if (name == letter) {
                firmware.*field = number;
                known = true;
            }
        }
        if (!known) {
            return std::nullopt;
        }
    }
    if (!text.empty() || (firmware.hardware != 2 && firmware.hardware != 3)) {
        return std::nullopt;
    }
    return firmware;
}

ProbeSpec ProbeSpec::v2(std::string serial) {
    return {ProbeModel::V2, {2, 39, 7, 0, 0}, std::move(serial), {}};
}

ProbeSpec ProbeSpec::v21(std::string serial) {
    return {ProbeModel::V21, {2, 45, 0, 30, 0}, std::move(serial), {}};
}

ProbeSpec ProbeSpec::v3(std::string serial) {
    return {ProbeModel::V3Set, {3, 10, 0, 3, 2}, std::move(serial), {}};
}

ProbePace ProbePace::of(ProbeModel model) noexcept {
    if (isHighSpeed(model)) {
        return {200us, 125us, 2us, 1500ns, 30e6};
    }
    return {300us, 1ms, 15us, 0ns, 1.2e6};
}

} // namespace greenlight::sim
