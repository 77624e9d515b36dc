#include "engine/target/connect.h"
#include "engine/target/link_fault.h"
#include "engine/target/options.h"
#include "engine/target/proven_read.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

// Whether the wires to the chip can be trusted, and everything it says about itself.

namespace greenlight::target {

namespace {

constexpr std::uint32_t cpuidAddress = 0xE000ED00;

constexpr unsigned readsPerRound = 4; // of the soak
constexpr unsigned soakAttempts = 3;
constexpr unsigned soakClockDivisor = 2;
constexpr unsigned slowestSoakKhz = 100;

Fault identityFault(FaultCode code, std::optional<std::uint32_t> address, std::string note) {
    return Fault{
        .code = code, .stage = Stage::Identify, .address = address, .note = std::move(note)};
}

/// The UID, whose last word stands apart on L0 and L1.
void stageUid(probe::StLink::Batch& batch, std::uint8_t ap, const Device& device,
              std::span<std::uint8_t, 12> uid) {
    constexpr std::uint32_t together = 8;
    if (device.uidLastOffset == together) {
        batch.readMemory(ap, device.uidAddress, uid);
        return;
    }
    batch.readMemory(ap, device.uidAddress, uid.first(together));
    batch.readMemory(ap, device.uidAddress + device.uidLastOffset, uid.last(4));
}

} // namespace

Result<std::array<std::uint8_t, 12>> Target::readUid() {
    std::array<std::uint8_t, 12> uid{};
    probe::StLink::Batch batch;
    stageUid(batch, ap(), *m_device, uid);
    TRY(m_link.perform(batch));
    return uid;
}

/// The rounds of a soak in one batch: the UID, because its twelve bytes are the most that is known
/// of any chip, and CPUID and DPIDR, which come other ways. Where the firmware cannot be asked for
/// DPIDR in a batch it is CPUID once more.
Result<void> Target::soakOnce() {
    struct Round {
        std::array<std::array<std::uint8_t, 12>, 2> uids{};
        std::array<std::uint32_t, 2> cpuids{};
        std::uint32_t dpidr = 0;
    };

    std::vector<Round> rounds(m_options.soakRounds);
    probe::StLink::Batch batch;
    for (Round& round : rounds) {
        stageUid(batch, ap(), *m_device, round.uids[0]);
        batch.readWord(ap(), cpuidAddress, round.cpuids[0]);
        stageUid(batch, ap(), *m_device, round.uids[1]);
        if (m_port.stageId(batch, round.dpidr)) {
            round.cpuids[1] = m_cpuid;
        } else {
            batch.readWord(ap(), cpuidAddress, round.cpuids[1]);
            round.dpidr = m_dpidr;
        }
        m_soakReads += readsPerRound;
    }
    TRY(m_link.perform(batch));
    for (const Round& round : rounds) {
        const bool same = std::ranges::count(round.uids, m_uid) == std::ssize(round.uids);
        const bool sameCore = std::ranges::count(round.cpuids, m_cpuid) == std::ssize(round.cpuids);
        if (!same || !sameCore || round.dpidr != m_dpidr) {
            return Fault{.code = FaultCode::LinkUnstable,
                         .stage = Stage::Connect,
                         .note = fmt::format("another {} in {} reads",
                                             !same       ? "UID"
                                             : !sameCore ? "CPUID"
                                                         : "DPIDR",
                                             m_soakReads)};
        }
    }
    return {};
}

Result<void> Target::soak() {
    Result<void> outcome;
    for (unsigned attempt = 0; attempt < soakAttempts; ++attempt) {
        outcome = soakOnce();
        if (outcome.ok()) {
            break;
        }
        ++m_soakErrors;
        if (!isOnWires(outcome.fault()) || !m_options.maySlowDown) {
            break;
        }
        const unsigned slower = std::max(m_swdKhz / soakClockDivisor, slowestSoakKhz);
        const unsigned set = TRY(m_link.setSwdClock(slower));
        if (set == m_swdKhz) {
            break;
        }
        m_swdKhz = set;
        TRY(m_link.clearStickyErrors());
    }
    if (!outcome.ok() && isOnWires(outcome.fault())) {
        Fault fault = outcome.fault();
        fault.note = fmt::format("{} ({})", fault.note, name(fault.code));
        fault.code = FaultCode::LinkUnstable;
        return fault;
    }
    return outcome;
}

Result<Identity> Target::identify() {
    const Device& device = *m_device;
    const DieId die = TRY(inStage(Stage::Identify, readDieId(*m_debug)));
    if (die.devId != m_devId || die.revId != m_revId) {
        return identityFault(FaultCode::UidChanged, m_debug->idcode,
                             fmt::format("die 0x{:03X} revision 0x{:04X} became 0x{:03X} revision "
                                         "0x{:04X}",
                                         m_devId, m_revId, die.devId, die.revId));
    }
    const auto clone = std::ranges::find(device.clones, m_revId, &CloneRevision::revId);
    if (clone != device.clones.end()) {
        return identityFault(FaultCode::CloneSuspected, device.debug.idcode,
                             fmt::format("revision 0x{:04X} is {}", m_revId, clone->who));
    }
    // Any other number that is not the row's goes on record: a good chip is not refused for it.
    if (m_dpidr == device.cloneDpidr) {
        return identityFault(
            FaultCode::CloneSuspected, std::nullopt,
            fmt::format("DPIDR 0x{:08X}, an {} has 0x{:08X}", m_dpidr, device.name, device.dpidr));
    }
    TRY(inStage(Stage::Identify, checkRomTable()));

    Identity identity;
    identity.device = &device;
    identity.dpidr = m_dpidr;
    identity.cpuid = m_cpuid;
    identity.devId = die.devId;
    identity.revId = die.revId;
    if (m_romTable) {
        identity.romPart = m_romTable->part;
    }
    identity.uid = TRY(inStage(Stage::Identify, readUid()));
    if (std::ranges::all_of(identity.uid,
                            [&](std::uint8_t byte) { return byte == identity.uid.front(); })) {
        return identityFault(FaultCode::UidImplausible, device.uidAddress,
                             fmt::format("all bytes are 0x{:02X}", identity.uid.front()));
    }
    TRY(device.isDescribed() ? identifyDescribed(identity) : identifyKnown(identity));
    return identity;
}

Result<void> Target::identifyKnown(Identity& identity) {
    const Device& device = *m_device;
    // The size stands in a half-word; the word around it is readable on every part.
    const std::array<std::uint32_t, 2> places{device.flashSizeAddress & ~3U, cpuidAddress};
    const std::uint32_t sizeWord =
        TRY(inStage(Stage::Identify, readProven(m_link, ap(), places))).front();
    identity.flashKb =
        device.flashKbOf((device.flashSizeAddress & 2U) != 0 ? sizeWord >> 16 : sizeWord & 0xFFFFU);
    identity.options = TRY(inStage(Stage::Identify, readOptions(m_link, device)));
    identity.readProtection = readProtection(device, identity.options);
    identity.hardwareWatchdog = hardwareWatchdog(device, identity.options);
    identity.unusual = unusualOptions(device, identity.options);
    identity.sectors = TRY(device.layout(identity.flashKb, identity.options));
    identity.writeProtected = writeProtected(device, identity.options, identity.sectors);
    identity.loaderRam = device.loaderRam(identity.options);
    return {};
}

/// The size of the flash is the algorithm's word for it. Its option registers are not known; what
/// can be seen of a read protection is that a debugger's read of the flash is refused.
Result<void> Target::identifyDescribed(Identity& identity) {
    const Device& device = *m_device;
    identity.flashKb = device.maxFlashKb;
    identity.sectors = TRY(device.layout(identity.flashKb, {}));
    identity.loaderRam = device.loaderRam({});
    const Result<std::uint32_t> first = m_link.readWord(ap(), device.flashBase);
    if (first.ok()) {
        return {};
    }
    if (first.fault().code != FaultCode::SwdFault) {
        return inStage(Stage::Identify, Result<void>(first.fault()));
    }
    identity.readProtection = 1;
    return m_link.clearStickyErrors();
}

Result<void> Target::requireUnprotected(const Identity& identity) {
    if (identity.readProtection != 0) {
        return identityFault(FaultCode::ReadProtected, std::nullopt,
                             fmt::format("level {}", identity.readProtection));
    }
    if (!identity.unusual.empty()) {
        return identityFault(FaultCode::OptionsUnusual, std::nullopt,
                             fmt::format("{}", fmt::join(identity.unusual, ", ")));
    }
    if (!identity.writeProtected.empty()) {
        const std::size_t first = identity.writeProtected.front();
        return identityFault(FaultCode::WriteProtected, identity.sectors[first].address,
                             fmt::format("{} of {} sectors", identity.writeProtected.size(),
                                         identity.sectors.size()));
    }
    return {};
}

} // namespace greenlight::target
