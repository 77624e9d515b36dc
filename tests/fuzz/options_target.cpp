// A chip's option bytes and flash size, whatever they are, and a plan for the flash they describe.
#include "engine/base/check.h"
#include "engine/target/flash_plan.h"
#include "engine/target/options.h"
#include "tests/fuzz/reader.h"

#include <vector>

namespace greenlight::fuzz {

namespace {

void checkSectors(const target::Device& device, const std::vector<target::Sector>& sectors,
                  unsigned flashKb) {
    // None are left where another core owns all of the flash.
    std::uint64_t end = device.flashBase;
    for (const target::Sector& sector : sectors) {
        CHECK(sector.size > 0 && sector.address >= end);
        end = std::uint64_t{sector.address} + sector.size;
    }
    CHECK(end <= device.flashEnd(flashKb));
}

void checkPlan(const target::FlashPlan& plan, const std::vector<target::Piece>& pieces) {
    CHECK(plan.sectors > 0 && plan.programBytes > 0 && plan.provenBytes >= plan.programBytes);
    std::uint64_t proven = 0;
    for (const target::ProofRange& range : plan.proof) {
        proven += range.length;
    }
    CHECK(proven == plan.provenBytes);
    for (const target::Piece& piece : pieces) {
        const auto expected =
            plan.expected(piece.address, static_cast<std::uint32_t>(piece.bytes.size()));
        CHECK(std::equal(expected.begin(), expected.end(), piece.bytes.begin()));
    }
}

} // namespace

void takeOptions(Bytes bytes) {
    Reader reader(bytes);
    const auto devices = target::allDevices();
    const target::Device& device = devices[reader.byte() % devices.size()];
    const std::uint8_t choice = reader.byte();
    const unsigned flashKb =
        choice < 200 ? device.flashSizes[choice % device.flashSizes.size()] : reader.number(2);
    target::OptionWords options;
    for (const std::uint32_t address : device.optionAddresses) {
        options.push_back({address, reader.number()});
    }
    CHECK(target::readProtection(device, options) <= 2);
    static_cast<void>(target::hardwareWatchdog(device, options));
    static_cast<void>(target::unusualOptions(device, options));
    static_cast<void>(device.loaderRam(options));
    const auto sectors = device.layout(flashKb, options);
    if (!sectors) {
        return;
    }
    checkSectors(device, *sectors, flashKb);
    for (const std::size_t index : target::writeProtected(device, options, *sectors)) {
        CHECK(index < sectors->size());
    }
    const auto& mode = device.flashModes[reader.byte() % device.flashModes.size()];
    std::vector<target::Piece> pieces;
    while (!reader.empty() && pieces.size() < 4) {
        const std::uint32_t address = device.flashBase + reader.number(3);
        const Bytes content = reader.take(reader.byte());
        if (!content.empty()) {
            pieces.push_back({address, content});
        }
    }
    const auto scope = choice % 2 == 0 ? target::EraseScope::Sectors : target::EraseScope::Chip;
    if (const auto plan = target::planFlash(device, mode, *sectors, pieces, scope)) {
        checkPlan(*plan, pieces);
    }
}

} // namespace greenlight::fuzz
