#include "engine/base/check.h"
#include "engine/target/core_clock.h"
#include "engine/target/cortex_m.h"
#include "engine/target/link_fault.h"
#include "engine/target/option_controller.h"
#include "engine/target/options.h"

#include <fmt/format.h>

#include <array>

// Writing option bytes, family by family. Every option write rewrites the whole set,
// so everything else is read first and written back as it was.

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

Result<void> writeF4(OptionController& flash, const Device& device, const OptionChange& change) {
    constexpr std::uint32_t optkeyr = 0x08;
    constexpr std::uint32_t sr = 0x0C;
    constexpr std::uint32_t optcr = 0x14;
    constexpr std::uint32_t lock = 1U << 0;
    constexpr std::uint32_t start = 1U << 1;
    constexpr std::uint32_t busy = 1U << 16;
    constexpr std::uint32_t errors = 0x1F2;
    TRY(flash.waitWhile(sr, busy, optionWriteLimit));
    TRY(flash.write(sr, errors));
    TRY(flash.unlock(optcr, lock, optkeyr, optionKeys));
    TRY(flash.writeNamed(change));
    std::uint32_t wanted = TRY(flash.read(optcr)) & ~(lock | start);
    wanted = change.applied(device.flashRegisters + optcr, wanted);
    if (change.level) {
        wanted = (wanted & ~0xFF00U) | levelByte(*change.level) << 8;
    }
    TRY(flash.write(optcr, wanted));
    TRY(flash.write(optcr, wanted | start));
    TRY(flash.waitWhile(sr, busy, flash.limit(change)));
    const std::uint32_t status = TRY(flash.read(sr));
    TRY(flash.write(optcr, wanted | lock));
    if ((status & errors) != 0) {
        return flash.fault(FaultCode::OptionWriteFailed, fmt::format("SR 0x{:08X}", status));
    }
    return flash.confirmFinal(change, device.flashRegisters + optcr, 8);
}

Result<void> writeL4(OptionController& flash, const Device& device, const OptionChange& change) {
    constexpr std::uint32_t keyr = 0x08;
    constexpr std::uint32_t optkeyr = 0x0C;
    constexpr std::uint32_t sr = 0x10;
    constexpr std::uint32_t cr = 0x14;
    constexpr std::uint32_t optr = 0x20;
    // On a U0 also HDPOPTWERR and OEMOPTWERR; the others have nothing there.
    constexpr std::uint32_t errors = 0x0000DBFA;
    constexpr std::uint32_t optionStart = 1U << 17;
    constexpr std::uint32_t launch = 1U << 27;
    constexpr std::uint32_t optionLock = 1U << 30;
    constexpr std::uint32_t lock = 1U << 31;
    const std::uint32_t busy = device.flashVariant.busy;
    TRY(flash.waitWhile(sr, busy, optionWriteLimit));
    TRY(flash.write(sr, errors));
    TRY(flash.unlock(cr, lock, keyr, flashKeys));
    TRY(flash.unlock(cr, optionLock, optkeyr, optionKeys));
    TRY(flash.writeNamed(change));
    if (change.level) {
        TRY(flash.write(optr, (TRY(flash.read(optr)) & ~0xFFU) | levelByte(*change.level)));
    }
    TRY(flash.write(cr, optionStart));
    TRY(flash.waitWhile(sr, busy, flash.limit(change)));
    // OPTVERR stands after power-on on parts with blank option bytes, and after every reset of a
    // WB; what counts is read back after the reload.
    constexpr std::uint32_t optionsLoadedBadly = 1U << 15;
    const std::uint32_t status = TRY(flash.read(sr));
    if ((status & errors & ~optionsLoadedBadly) != 0) {
        return flash.fault(FaultCode::OptionWriteFailed, fmt::format("SR 0x{:08X}", status));
    }
    TRY(flash.confirmFinal(change, device.flashRegisters + optr, 0));
    return flash.launch(cr, launch);
}

Result<void> writeH7(OptionController& flash, const Device& device, const OptionChange& change) {
    constexpr std::uint32_t optkeyr = 0x08;
    constexpr std::uint32_t optcr = 0x18;
    constexpr std::uint32_t optsrCurrent = 0x1C;
    constexpr std::uint32_t optsrProgram = 0x20;
    constexpr std::uint32_t optccr = 0x24;
    constexpr std::uint32_t lock = 1U << 0;
    constexpr std::uint32_t start = 1U << 1;
    constexpr std::uint32_t busy = 1U << 0;
    constexpr std::uint32_t changeError = 1U << 30;
    TRY(flash.waitWhile(optsrCurrent, busy, optionWriteLimit));
    TRY(flash.unlock(optcr, lock, optkeyr, optionKeys));
    TRY(flash.write(optccr, changeError));
    // The programmed copy of each stands 4 above the current.
    for (const std::uint32_t address : device.optionAddresses) {
        const std::uint32_t current = address - device.flashRegisters;
        if (current != optsrCurrent) {
            TRY(flash.write(current + 4, change.applied(address, TRY(flash.read(current)))));
        }
    }
    std::uint32_t wanted = TRY(flash.read(optsrCurrent)) & ~(busy | changeError);
    wanted = change.applied(device.flashRegisters + optsrCurrent, wanted);
    if (change.level) {
        wanted = (wanted & ~0xFF00U) | levelByte(*change.level) << 8;
    }
    TRY(flash.write(optsrProgram, wanted));
    TRY(flash.write(optcr, start));
    TRY(flash.waitWhile(optsrCurrent, busy, flash.limit(change)));
    const std::uint32_t status = TRY(flash.read(optsrCurrent));
    TRY(flash.write(optcr, lock));
    if ((status & changeError) != 0) {
        return flash.fault(FaultCode::OptionWriteFailed, fmt::format("OPTSR 0x{:08X}", status));
    }
    return flash.confirmFinal(change, device.flashRegisters + optsrCurrent, 8);
}

/// Stores half-words through the core, because not every probe can make a 16-bit access.
class HalfwordStore {
public:
    HalfwordStore(probe::StLink& link, Clock& clock, const Device& device)
        : m_link(link)
        , m_core(link, clock, device.coreAp)
        , m_base(device.ram.front().address)
        , m_ap(device.coreAp) {}

    Result<void> prepare() {
        // strh r1, [r0]; bkpt #0
        constexpr std::uint32_t code = 0xBE008001;
        TRY(m_link.writeWord(m_ap, m_base, code));
        if (TRY(m_link.readWord(m_ap, m_base)) != code) {
            return Fault{
                .code = FaultCode::LoaderCorrupt, .stage = Stage::Protect, .address = m_base};
        }
        return {};
    }

    Result<void> operator()(std::uint32_t address, std::uint16_t value) {
        constexpr std::uint32_t stackBytes = 256;
        const Routine store{.entry = m_base,
                            .stackTop = m_base + stackBytes,
                            .returnAddress = m_base + 2,
                            .arguments = {address, value}};
        TRY(m_core.run(store, milliseconds(100)));
        return {};
    }

    /// Running code has armed catches, which a launch to level 2 would leave in the core for good.
    Result<void> finish() { return m_core.dropCatches(); }

private:
    probe::StLink& m_link;
    CortexM m_core;
    std::uint32_t m_base;
    std::uint8_t m_ap;
};

constexpr std::uint32_t f1OptionArea = 0x1FFFF800;
constexpr std::size_t f1OptionHalfwords = 8;

/// A half-word of the F1 option area with the complement the hardware checks.
constexpr std::uint16_t withComplement(std::uint32_t value) {
    return static_cast<std::uint16_t>((~value & 0xFFU) << 8 | (value & 0xFFU));
}

namespace f1 {
constexpr std::uint32_t keyr = 0x04;
constexpr std::uint32_t optkeyr = 0x08;
constexpr std::uint32_t sr = 0x0C;
constexpr std::uint32_t cr = 0x10;
constexpr std::uint32_t obr = 0x1C;
constexpr std::uint32_t busy = 1U << 0;
constexpr std::uint32_t errorsAndEnd = 0x34;
constexpr std::uint32_t errors = 0x14;
constexpr std::uint32_t program = 1U << 4;
constexpr std::uint32_t erase = 1U << 5;
constexpr std::uint32_t start = 1U << 6;
constexpr std::uint32_t lock = 1U << 7;
constexpr std::uint32_t optionsOpen = 1U << 9;
constexpr std::uint32_t launch = 1U << 13;
} // namespace f1

/// The option area as it is, but for what changes: the protection byte, and what OBR shows of the
/// user byte and the two data bytes behind it.
Result<std::array<std::uint16_t, f1OptionHalfwords>>
f1Options(probe::StLink& link, const Device& device, const OptionChange& change) {
    std::array<std::uint16_t, f1OptionHalfwords> halfwords{};
    for (std::size_t i = 0; i < halfwords.size(); i += 2) {
        const std::uint32_t word =
            TRY(link.readWord(device.coreAp, f1OptionArea + static_cast<std::uint32_t>(2 * i)));
        halfwords[i] = static_cast<std::uint16_t>(word);
        halfwords[i + 1] = static_cast<std::uint16_t>(word >> 16);
    }
    // PM0075: RDPRT key 0xA5 opens, anything else protects, blank included. F0 and F3 open by 0xAA
    // (RM0091, 4.1.1).
    const std::uint32_t open = launchResets(device) ? levelZero : 0xA5;
    if (change.level) {
        halfwords[0] = withComplement(change.level == 0U ? open : levelByte(*change.level));
    }
    // PM0075 3.7; RM0091 3.5.7.
    const std::array<unsigned, 3> places =
        launchResets(device) ? std::array{8U, 16U, 24U} : std::array{2U, 10U, 18U};
    const std::uint32_t shown = device.flashRegisters + f1::obr;
    const std::uint32_t mask = change.applied(shown, 0) | ~change.applied(shown, ~0U);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::uint32_t which = (mask >> places.at(i)) & 0xFFU;
        const std::uint32_t value = (change.applied(shown, 0) >> places.at(i)) & 0xFFU;
        if (which != 0) {
            halfwords.at(i + 1) = withComplement((halfwords.at(i + 1) & ~which) | value);
        }
    }
    return halfwords;
}

Result<void> unlockF1(OptionController& flash) {
    TRY(flash.waitWhile(f1::sr, f1::busy, optionWriteLimit));
    TRY(flash.write(f1::sr, f1::errorsAndEnd));
    TRY(flash.unlock(f1::cr, f1::lock, f1::keyr, flashKeys));
    if ((TRY(flash.read(f1::cr)) & f1::optionsOpen) == 0) {
        TRY(flash.write(f1::optkeyr, flashKeys[0]));
        TRY(flash.write(f1::optkeyr, flashKeys[1]));
        if ((TRY(flash.read(f1::cr)) & f1::optionsOpen) == 0) {
            return flash.fault(FaultCode::FlashLocked, "the option bytes do not unlock");
        }
    }
    return {};
}

Result<void> writeF1(OptionController& flash, HalfwordStore& store, probe::StLink& link,
                     const Device& device, const OptionChange& change) {
    const auto halfwords = TRY(f1Options(link, device, change));
    TRY(unlockF1(flash));
    TRY(store.prepare());
    TRY(flash.write(f1::cr, f1::optionsOpen | f1::erase));
    TRY(flash.write(f1::cr, f1::optionsOpen | f1::erase | f1::start));
    TRY(flash.waitWhile(f1::sr, f1::busy, optionWriteLimit));
    // The protection byte goes first: until it is there, a power cut leaves a protected chip.
    TRY(flash.write(f1::cr, f1::optionsOpen | f1::program));
    for (std::size_t i = 0; i < halfwords.size(); ++i) {
        if (halfwords.at(i) != 0xFFFF) {
            TRY(store(f1OptionArea + static_cast<std::uint32_t>(2 * i),
                      withComplement(halfwords.at(i))));
            TRY(flash.waitWhile(f1::sr, f1::busy, optionWriteLimit));
        }
    }
    const std::uint32_t status = TRY(flash.read(f1::sr));
    const bool failed = (status & f1::errors) != 0;
    if (!failed && launchResets(device)) {
        TRY(flash.confirmFinal(change, f1OptionArea, 0));
        TRY(store.finish());
        return flash.launchInto(change.level, f1::cr, f1::launch);
    }
    TRY(flash.write(f1::cr, f1::lock));
    if (failed) {
        return flash.fault(FaultCode::OptionWriteFailed, fmt::format("SR 0x{:08X}", status));
    }
    return {};
}

} // namespace

Result<void> writeOptions(probe::StLink& link, Clock& clock, const Device& device,
                          const OptionChange& change) {
    CHECK(change.level.value_or(0) <= 2);
    OptionController flash(link, clock, device);
    if (change.level == 2U && !device.protection.read.hasFinal) {
        return flash.fault(FaultCode::OptionWriteFailed, "the device has no level 2");
    }
    TRY(inStage(Stage::Protect, supplyFlash(link, clock, device)));
    Result<void> written;
    switch (device.flashKind) {
    case FlashKind::F1: {
        HalfwordStore store(link, clock, device);
        written = writeF1(flash, store, link, device, change);
        break;
    }
    case FlashKind::F4:
        written = writeF4(flash, device, change);
        break;
    case FlashKind::L4:
        written = writeL4(flash, device, change);
        break;
    case FlashKind::H7:
    case FlashKind::H7AB:
        written = writeH7(flash, device, change);
        break;
    case FlashKind::H5:
        // A state once closed asks for a certificate to open again: nothing to be set in passing.
        written = change.level ? flash.fault(FaultCode::OptionWriteFailed,
                                             "an H5 is protected by its product state, which is "
                                             "read here and never changed")
                               : writeOptionsH5(flash, change);
        break;
    case FlashKind::Algorithm:
        written = flash.fault(FaultCode::OptionWriteFailed,
                              "of a part that the recipe describes no option register is known");
        break;
    case FlashKind::L5:
        written = writeOptionsL5(flash, device, change);
        break;
    case FlashKind::L0:
        written = writeOptionsL0(flash, link, device, change);
        break;
    }
    return inStage(Stage::Protect, std::move(written));
}

} // namespace greenlight::target
