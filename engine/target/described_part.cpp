#include "engine/target/described_part.h"

#include "engine/base/check.h"
#include "engine/target/loader/mailbox.h"

#include <algorithm>
#include <utility>

namespace greenlight::target {

namespace {

constexpr std::uint32_t bytesPerKb = 1024;

struct CoreRow {
    std::string_view word;
    std::uint16_t part;
};

// Part numbers: DDI0432C, DDI0484C, DDI0337I, DDI0439D, DDI0489F, 100230_0004, each in
// its chapter of system control.
constexpr std::array cores{
    CoreRow{"cortex-m0", 0xC20}, CoreRow{"cortex-m0+", 0xC60}, CoreRow{"cortex-m3", 0xC23},
    CoreRow{"cortex-m4", 0xC24}, CoreRow{"cortex-m7", 0xC27},  CoreRow{"cortex-m33", 0xD21},
};

} // namespace

std::optional<std::uint16_t> corePartNamed(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(cores, word, &CoreRow::word);
    return found == cores.end() ? std::nullopt : std::optional(found->part);
}

std::uint32_t describedRamBase() noexcept { return wire::WireBase; }

DescribedPart::DescribedPart(PartDescription description,
                             std::shared_ptr<const FlashAlgorithm> algorithm)
    : m_description(std::move(description))
    , m_algorithm(std::move(algorithm)) {
    CHECK(m_algorithm != nullptr && m_algorithm->size % bytesPerKb == 0);
    CHECK(m_description.ram.address == describedRamBase());
    for (const AlgorithmSectors& run : m_algorithm->sectors) {
        m_runs.push_back({run.count, run.size});
    }
    const unsigned flashKb = m_algorithm->size / bytesPerKb;
    // The name is the whole part number: one suffix, and nothing in it.
    m_lines = {PartLine{.line = m_description.name, .suffixes = " ", .flashKb = flashKb}};
    m_sizes = {flashKb};
    m_geometry = {Geometry{.fromKb = flashKb, .toKb = flashKb, .sectors = m_runs}};
    m_ram = {m_description.ram};
    m_device = {.devId = m_description.devId,
                .name = m_description.name,
                .family = Family::Unknown,
                .corePart = m_description.corePart,
                .coreAp = m_description.ap,
                .romPart = m_description.romPart,
                .debug = {.ap = m_description.ap,
                          .idcode = m_description.idcodeAddress,
                          .clock = m_description.idcodeClock},
                .parts = m_lines,
                .flashBase = m_algorithm->address,
                .uidAddress = m_description.uidAddress,
                .maxFlashKb = flashKb,
                .flashSizes = m_sizes,
                .geometries = m_geometry,
                .flashKind = FlashKind::Algorithm,
                .programUnit = m_algorithm->pageBytes,
                .erasedByte = m_algorithm->erasedByte,
                .ram = m_ram,
                .coreKhz = m_description.coreKhz};
}

} // namespace greenlight::target
