#include "engine/target/proven_read.h"

#include <fmt/format.h>

namespace greenlight::target {

Result<std::vector<std::uint32_t>> readProven(probe::StLink& link, std::uint8_t ap,
                                              std::span<const std::uint32_t> addresses) {
    std::vector<std::uint32_t> first(addresses.size());
    std::vector<std::uint32_t> second(addresses.size());
    probe::StLink::Batch batch;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        batch.readWord(ap, addresses[i], first[i]);
    }
    for (std::size_t i = addresses.size(); i > 0; --i) {
        batch.readWord(ap, addresses[i - 1], second[i - 1]);
    }
    TRY(link.perform(batch));
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        if (first[i] != second[i]) {
            return Fault{.code = FaultCode::LinkUnstable,
                         .stage = Stage::Identify,
                         .address = addresses[i],
                         .note =
                             fmt::format("read as 0x{:08X} and as 0x{:08X}", first[i], second[i])};
        }
    }
    return first;
}

} // namespace greenlight::target
