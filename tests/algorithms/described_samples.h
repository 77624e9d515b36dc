#pragma once

#include "engine/job/external_loader.h"
#include "engine/sim/sim_chips.h"
#include "engine/target/described_part.h"
#include "tests/algorithms/algorithm_samples.h"

#include <memory>
#include <string>

namespace greenlight::test {

/// A DEV_ID that is in no row of the table.
inline constexpr std::uint16_t unknownDevId = 0x4A1;

/// What somebody would write of a bench's chip that shows the unknown number, out of the manual:
/// that of a part which the table happens to know.
inline target::PartDescription describe(sim::Chip chip) {
    const sim::ChipFacts& facts = sim::factsOf(chip);
    const target::Device& row = *target::findDevice(facts.devId(), facts.cpuid);
    const bool byCore = row.debug.ap != row.coreAp;
    const target::DebugBlock& debug = byCore ? row.debugByCore : row.debug;
    return {.name = "STM32XYZ99",
            .corePart = row.corePart,
            .devId = unknownDevId,
            .ap = row.coreAp,
            .idcodeAddress = debug.idcode,
            .idcodeClock = debug.clock,
            .uidAddress = row.uidAddress,
            .ram = row.ram.front(),
            .coreKhz = row.coreKhz};
}

/// The same with an algorithm of its flash, such as "OwnL476.flm".
inline job::DescribedChip describedChip(target::PartDescription description,
                                        const std::string& flm) {
    return {.part =
                std::make_shared<target::DescribedPart>(std::move(description), algorithmOf(flm)),
            .loader = {flm, base::sha256(algorithmBytes(flm))}};
}

} // namespace greenlight::test
