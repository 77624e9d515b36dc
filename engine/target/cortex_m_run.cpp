#include "engine/base/check.h"
#include "engine/target/core_registers.h"
#include "engine/target/cortex_m.h"

#include <fmt/format.h>

#include <cstddef>
#include <vector>

// Core registers, routines in RAM, and what the debug units of a core leave behind.

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

// ARMv7-M ARM, C1.8 and C1.11.
constexpr std::uint32_t breakpointControl = 0xE0002000;
constexpr std::uint32_t breakpointFirst = 0xE0002008;
constexpr std::uint32_t watchpointControl = 0xE0001000;
constexpr std::uint32_t watchpointFirst = 0xE0001028;
constexpr std::uint32_t watchpointStride = 16;

constexpr std::uint32_t registerWrite = 1U << 16;
constexpr std::uint32_t dhcsrGo = core::dhcsrKey | core::debugEnable;
constexpr std::uint32_t breakpointsOff = 1U << 1; // KEY set, ENABLE clear
constexpr std::uint32_t thumbState = 1U << 24;
constexpr std::uint32_t interruptsMasked = 1; // PRIMASK in the packed register
constexpr std::uint32_t exceptionMask = 0x1FF;
constexpr std::size_t mostArguments = 4; // what the procedure call standard passes in registers

constexpr Duration registerLimit = milliseconds(50);
constexpr Duration registerPace = milliseconds(1);

Fault runFault(FaultCode code, std::string note) {
    return Fault{.code = code, .stage = Stage::Load, .note = std::move(note)};
}

bool isReady(std::uint32_t status) { return (status & core::registerReady) != 0; }

} // namespace

void core::stageRead(probe::StLink::Batch& batch, std::uint8_t ap, CoreRegister which,
                     std::uint32_t& status, std::uint32_t& value) {
    batch.writeWord(ap, dcrsr, static_cast<std::uint32_t>(which))
        .readWord(ap, dhcsr, status)
        .readWord(ap, dcrdr, value);
}

void core::stageWrite(probe::StLink::Batch& batch, std::uint8_t ap, CoreRegister which,
                      std::uint32_t value, std::uint32_t& status) {
    batch.writeWord(ap, dcrdr, value)
        .writeWord(ap, dcrsr, registerWrite | static_cast<std::uint32_t>(which))
        .readWord(ap, dhcsr, status);
}

Result<std::uint32_t> CortexM::readRegister(CoreRegister which) {
    const Instant deadline = m_clock.now() + registerLimit;
    while (true) {
        std::uint32_t status = 0;
        std::uint32_t value = 0;
        probe::StLink::Batch batch;
        core::stageRead(batch, m_ap, which, status, value);
        TRY(m_link.perform(batch));
        if (isReady(status)) {
            return value;
        }
        if (m_clock.now() >= deadline) {
            return runFault(FaultCode::RegisterTimeout,
                            fmt::format("register {}", static_cast<unsigned>(which)));
        }
        m_clock.sleepFor(registerPace);
    }
}

Result<void> CortexM::writeRegister(CoreRegister which, std::uint32_t value) {
    const Instant deadline = m_clock.now() + registerLimit;
    while (true) {
        std::uint32_t status = 0;
        probe::StLink::Batch batch;
        core::stageWrite(batch, m_ap, which, value, status);
        TRY(m_link.perform(batch));
        if (isReady(status)) {
            return {};
        }
        if (m_clock.now() >= deadline) {
            return runFault(FaultCode::RegisterTimeout,
                            fmt::format("register {}", static_cast<unsigned>(which)));
        }
        m_clock.sleepFor(registerPace);
    }
}

Result<void> CortexM::start(const Routine& routine) {
    CHECK(routine.stackTop % 8 == 0);
    CHECK((routine.entry & 1U) == 0 && (routine.returnAddress & 1U) == 0);
    CHECK(routine.arguments.size() <= mostArguments);
    TRY(requireHalted());
    // xPSR first: writing the program counter with the Thumb bit clear is not defined.
    std::vector<Assignment> assignments{
        {CoreRegister::Xpsr, thumbState},
        {CoreRegister::Control, interruptsMasked},
        {CoreRegister::Sp, routine.stackTop},
        {CoreRegister::Pc, routine.entry},
        {CoreRegister::Lr, routine.returnAddress | 1U},
    };
    for (std::uint8_t i = 0; i < routine.arguments.size(); ++i) {
        assignments.push_back({CoreRegister{i}, routine.arguments[i]});
    }
    if (!TRY(assignInOneGo(assignments))) {
        // A probe that did not get it done in its own time: each by hand, with a time of its own.
        for (const Assignment& each : assignments) {
            TRY(writeRegister(each.which, each.value));
        }
        const std::uint32_t counter = TRY(readRegister(CoreRegister::Pc));
        if ((counter & ~1U) != routine.entry) {
            return runFault(FaultCode::AccessPort,
                            fmt::format("PC reads 0x{:08X} after 0x{:08X} was written", counter,
                                        routine.entry));
        }
    }
    return write(core::dhcsr, dhcsrGo);
}

/// By the probe's own commands for registers, which cost a third of what the debug registers behind
/// them do. True if stack pointer and program counter read back as they were written.
Result<bool> CortexM::assignInOneGo(std::span<const Assignment> assignments) {
    probe::StLink::Batch batch;
    // A fault must stop the routine and not run into the product's handlers; a watchdog's reset
    // must not start the product in the middle of our work.
    batch.writeWord(m_ap, core::demcr, core::catches).writeWord(m_ap, core::dfsr, core::dfsrAll);
    std::uint32_t top = 0;
    std::uint32_t counter = 0;
    std::uint32_t stack = 0;
    std::uint32_t entry = 0;
    for (const Assignment& each : assignments) {
        batch.writeRegister(m_ap, static_cast<std::uint8_t>(each.which), each.value);
        stack = each.which == CoreRegister::Sp ? each.value : stack;
        entry = each.which == CoreRegister::Pc ? each.value : entry;
    }
    batch.readRegister(m_ap, static_cast<std::uint8_t>(CoreRegister::Sp), top)
        .readRegister(m_ap, static_cast<std::uint8_t>(CoreRegister::Pc), counter);
    TRY(m_link.perform(batch));
    return top == stack && (counter & ~1U) == entry;
}

Result<std::uint32_t> CortexM::run(const Routine& routine, Duration atMost) {
    TRY(start(routine));
    TRY(waitUntilHalted(atMost));
    const std::uint32_t reason = TRY(read(core::dfsr));
    const std::uint32_t counter = TRY(readRegister(CoreRegister::Pc));
    if ((reason & core::dfsrBreakpoint) == 0 || (counter & ~1U) != routine.returnAddress) {
        return runFault(FaultCode::LoaderCrashed, TRY(crashNote()));
    }
    return readRegister(CoreRegister::R0);
}

Result<std::string> CortexM::crashNote() {
    TRY(halt());
    const std::uint32_t counter = TRY(readRegister(CoreRegister::Pc));
    const std::uint32_t link = TRY(readRegister(CoreRegister::Lr));
    const std::uint32_t status = TRY(readRegister(CoreRegister::Xpsr));
    const std::uint32_t causes = TRY(read(core::cfsr));
    const std::uint32_t hard = TRY(read(core::hfsr));
    return fmt::format("PC 0x{:08X}, LR 0x{:08X}, exception {}, CFSR 0x{:08X}, HFSR 0x{:08X}",
                       counter, link, status & exceptionMask, causes, hard);
}

Result<void> CortexM::clearBreakpoints() {
    // The watchpoint unit answers only while tracing is enabled.
    std::uint32_t units = 0;
    std::uint32_t comparators = 0;
    probe::StLink::Batch look;
    look.writeWord(m_ap, core::demcr, core::catches)
        .readWord(m_ap, breakpointControl, units)
        .readWord(m_ap, watchpointControl, comparators);
    TRY(m_link.perform(look));
    const std::uint32_t code = ((units >> 4) & 0xF) | ((units >> 8) & 0x70);
    const std::uint32_t literal = (units >> 8) & 0xF;
    const std::uint32_t watchpoints = comparators >> 28;
    probe::StLink::Batch batch;
    batch.writeWord(m_ap, breakpointControl, breakpointsOff);
    const std::vector<std::uint8_t> none(4UL * (code + literal));
    if (!none.empty()) {
        batch.writeMemory(m_ap, breakpointFirst, none);
    }
    for (std::uint32_t i = 0; i < watchpoints; ++i) {
        batch.writeWord(m_ap, watchpointFirst + watchpointStride * i, 0);
    }
    return m_link.perform(batch);
}

} // namespace greenlight::target
