#include "engine/target/chip_ram.h"

#include "engine/base/check.h"
#include "engine/target/link_fault.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::target {

std::uint32_t littleEndian(std::span<const std::uint8_t> bytes) {
    CHECK(bytes.size() >= 4);
    return static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8U |
           static_cast<std::uint32_t>(bytes[2]) << 16U |
           static_cast<std::uint32_t>(bytes[3]) << 24U;
}

void appendWords(std::vector<std::uint8_t>& bytes, std::span<const std::uint32_t> words) {
    for (const std::uint32_t word : words) {
        for (unsigned shift = 0; shift < 32; shift += 8) {
            bytes.push_back(static_cast<std::uint8_t>(word >> shift));
        }
    }
}

std::vector<std::uint8_t> programImage(std::span<const std::uint32_t> mailbox, const Blob& blob) {
    CHECK(mailbox.size_bytes() == blob.entryOffset);
    std::vector<std::uint8_t> bytes;
    bytes.reserve(mailbox.size_bytes() + blob.words.size_bytes());
    appendWords(bytes, mailbox);
    appendWords(bytes, blob.words);
    return bytes;
}

Result<void> writeProven(probe::StLink& link, std::uint8_t ap, std::uint32_t address,
                         std::span<const std::uint8_t> bytes, FaultCode corrupt, Stage stage) {
    std::vector<std::uint8_t> back(bytes.size());
    probe::StLink::Batch batch;
    batch.writeMemory(ap, address, bytes).readMemory(ap, address, back);
    TRY(inStage(stage, link.perform(batch)));
    const auto [expected, found] = std::ranges::mismatch(bytes, back);
    if (expected == bytes.end()) {
        return {};
    }
    return Fault{.code = corrupt,
                 .stage = stage,
                 .address = address + static_cast<std::uint32_t>(expected - bytes.begin()),
                 .note = fmt::format("wrote 0x{:02X}, read 0x{:02X}", *expected, *found)};
}

} // namespace greenlight::target
