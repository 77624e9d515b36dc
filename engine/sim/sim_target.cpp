#include "engine/sim/sim_target.h"

#include "engine/sim/sim_chip.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

/// From power-up to the first instruction, and from the end of a reset to it: the pulse generator
/// holds an internal reset for 20 us (RM0090 6.1.1).
constexpr Duration powerOnTime = 500us;
constexpr Duration resetPulse = 20us;
/// How long the link is dead after an option launch.
constexpr Duration launchSilence = 3ms;
/// As long as MishapDealer's power dip.
constexpr Duration brownOutTime = 5ms;
/// The grain in which RAM counts as used.
constexpr std::uint32_t ramBlock = 64;
constexpr unsigned permanentLevel = 2;

BoardSpec completed(BoardSpec spec) {
    const ChipFacts& facts = factsOf(spec.chip);
    if (spec.flashKb == 0 || spec.flashKb > facts.flashKb) {
        spec.flashKb = facts.flashKb;
    }
    return spec;
}

/// The facts of the board's die, under the number that it shows.
ChipFacts shown(const BoardSpec& spec) {
    ChipFacts facts = factsOf(spec.chip);
    if (spec.devId != 0) {
        facts.idcode = (facts.idcode & ~0xFFFU) | spec.devId;
        facts.romPart = spec.devId;
    }
    return facts;
}

} // namespace

std::unique_ptr<SimTarget> SimTarget::make(const BoardSpec& spec, std::uint64_t seed) {
    return std::make_unique<SimChip>(spec, seed);
}

SimChip::SimChip(const BoardSpec& spec, std::uint64_t seed)
    : m_spec(completed(spec))
    , m_facts(shown(spec))
    , m_surroundings{.random = Random(seed), .mishaps = {}, .millivolts = spec.millivolts}
    , m_flash(SimFlash::make(m_facts, m_spec, m_surroundings))
    , m_memory(m_facts)
    , m_rcc(m_facts)
    , m_watchdog(m_facts.lsiHz)
    , m_crc(m_facts.crcProgrammable)
    , m_quadspi(m_facts.quadspi, spec.externalFlashBytes)
    , m_core(m_facts, *this, m_surroundings.mishaps)
    , m_secondCore(m_facts.secondCore)
    , m_port(m_facts, *this, m_surroundings)
    , m_bootloader(bootloaderStub(m_facts)) {
    const std::vector<std::uint8_t> firmware = residentFirmware(m_facts, m_spec.resident);
    if (!firmware.empty()) {
        m_flash->array().program(0, firmware);
    }
    powerUp(m_now);
}

void SimChip::powerUp(Instant at) {
    m_powered = m_surroundings.millivolts >= m_facts.minimumMillivolts;
    if (!m_powered) {
        return;
    }
    m_memory.randomise(m_surroundings.random);
    m_writtenBlocks.clear();
    m_lastWritten = 0;
    m_surroundings.debuggerSeen = false;
    m_flash->powerUp(at);
    m_debugLockedForEver = m_flash->readProtection() == permanentLevel;
    m_rcc.reset(ResetCause::Power);
    m_watchdog.reset(false, at);
    m_crc.reset();
    m_quadspi.reset();
    m_plain.clear();
    chooseCoreSupply();
    m_dbgmcu = {};
    m_pinsTaken = false;
    m_port.powerOn();
    m_core.powerOn(at);
    m_secondCore.powerOn();
    takeClock(at);
    m_flash->lookForProgram();
    m_bootFromSystem = m_flash->startsBootLoader();
    m_release = m_nrstLow ? base::endOfTime : at + powerOnTime;
    forgetFlashCode();
}

void SimChip::powerDown(Instant at) {
    advance(at);
    m_flash->powerLost(at);
    m_core.hold();
    m_secondCore.hold();
    m_port.powerOn();
    m_release = base::endOfTime;
    m_powered = false;
}

void SimChip::brownOut(Instant at) {
    m_surroundings.brownOutAt = base::endOfTime;
    powerDown(at);
    m_powerBackAt = at + brownOutTime;
}

void SimChip::setPower(bool on, Instant at) {
    advance(at);
    m_powerBackAt = base::endOfTime;
    if (on == m_powered) {
        return;
    }
    if (on) {
        m_now = std::max(m_now, at);
        powerUp(at);
    } else {
        powerDown(at);
    }
}

unsigned SimChip::millivolts(Instant at) {
    advance(at);
    return m_powered ? m_surroundings.millivolts : 0;
}

void SimChip::setMillivolts(unsigned millivolts, Instant at) {
    advance(at);
    m_surroundings.millivolts = millivolts;
    if (m_powered && millivolts < m_facts.minimumMillivolts) {
        powerDown(at); // brown-out reset
    } else if (!m_powered && millivolts >= m_facts.minimumMillivolts) {
        m_now = std::max(m_now, at);
        powerUp(at);
    } else if (m_powered) {
        m_flash->supplyChanged();
    }
}

void SimChip::setNrst(bool low, Instant at) {
    advance(at);
    if (!m_spec.nrstWired || low == m_nrstLow || m_surroundings.mishaps.resetIgnored) {
        return;
    }
    m_nrstLow = low;
    if (!m_powered) {
        return;
    }
    if (low) {
        beginReset(ResetCause::Pin, at);
    } else {
        m_release = at + resetPulse;
    }
}

void SimChip::beginReset(ResetCause cause, Instant at) {
    m_core.hold();
    m_secondCore.hold();
    m_rcc.reset(cause);
    m_watchdog.reset(false, at);
    m_crc.reset();
    m_quadspi.reset();
    m_plain.clear();
    chooseCoreSupply();
    m_flash->systemReset(at);
    takeClock(at);
    if (m_pinsTaken) {
        m_pinsTaken = false;
        m_port.loseLink();
    }
    m_release = m_nrstLow ? base::endOfTime : at + resetPulse;
    if (cause == ResetCause::OptionLoad) {
        m_port.loseLink();
        m_linkDeadUntil = at + launchSilence;
        m_flash->lookForProgram();
    }
    if (m_spec.finalFrom == BoardSpec::FinalFrom::OptionLoad &&
        m_flash->readProtection() == permanentLevel) {
        m_debugLockedForEver = true;
        m_surroundings.debuggerSeen = false; // there is none any more that the flash hides from
        m_port.loseLink();
    }
    m_bootFromSystem = m_flash->startsBootLoader();
    forgetFlashCode();
}

std::uint32_t SimChip::vectorTable() const noexcept {
    if (m_bootFromSystem) {
        return m_facts.systemMemory.base;
    }
    // M7 parts start where BOOT_ADD0 points, which is one of the flash's addresses; the others at
    // the alias of it.
    constexpr std::uint32_t usualFlash = 0x08000000;
    if (m_facts.flashSecond != 0) {
        return m_facts.flashSecond;
    }
    return m_facts.flashAtZero ? 0 : usualFlash;
}

void SimChip::leaveReset(Instant at) {
    m_release = base::endOfTime;
    if (m_flash->nextEvent() != base::endOfTime) {
        m_release = m_flash->nextEvent(); // the vector fetch waits for the flash
        return;
    }
    m_core.run(at);
    m_watchdog.reset(m_flash->hardwareWatchdog(), at);
    m_core.boot(vectorTable());
    if (secondCoreStarts(at)) {
        m_secondCore.boot();
    }
}

bool SimChip::secondCoreStarts(Instant at) {
    // BCM4 of OPTSR_CUR (RM0399)
    return m_facts.secondCore != 0 && (m_flash->readRegister(0x1C, at).value >> 22U & 1U) != 0;
}

void SimChip::letSecondCoreWrite(Instant at) {
    if (m_secondCore.state() != SimSecondCore::State::Running) {
        return;
    }
    constexpr std::uint32_t itsVariables = 0x24010000;
    const SimMemory::Place place = m_memory.find(itsVariables);
    place.region->store(place.offset, 4, static_cast<std::uint32_t>(at.time_since_epoch().count()));
}

void SimChip::forgetFlashCode() {
    m_flashGeneration = m_flash->generation();
    if (m_flashCodeGiven) {
        m_flashCodeGiven = false;
        m_core.thumb().forgetCode(0x08000000, m_flash->array().size());
        if (m_facts.flashAtZero) {
            m_core.thumb().forgetCode(0, m_flash->array().size());
        }
        if (m_facts.flashSecond != 0) {
            m_core.thumb().forgetCode(m_facts.flashSecond, m_flash->array().size());
        }
    }
}

Instant SimChip::nextEvent() const noexcept {
    return std::min({m_flash->nextEvent(), m_watchdog.expiry(), m_rcc.nextEvent(),
                     m_core.nextTick(), m_release, m_surroundings.brownOutAt});
}

void SimChip::advance(Instant at) {
    if (m_powerBackAt <= at) {
        m_now = std::exchange(m_powerBackAt, base::endOfTime);
        powerUp(m_now);
    }
    if (!m_powered || at <= m_now) {
        return;
    }
    if (!m_core.executing() && nextEvent() > at) {
        m_now = at;
        return;
    }
    while (true) {
        const Instant until = std::min(nextEvent(), at);
        m_core.run(until);
        const bool early = m_core.executing() && m_core.thumb().cycle() < m_core.cycleOf(until);
        m_now = std::max(m_now, early ? m_core.now() : until);
        handleEvents(m_now);
        if (!m_powered) {
            if (m_powerBackAt <= at) {
                advance(at); // all of a brown-out lies in the time that has passed
            }
            return;
        }
        if (!early && until == at && nextEvent() > at) {
            return;
        }
    }
}

void SimChip::takeClock(Instant at) {
    m_surroundings.busHz = m_rcc.coreHz();
    m_core.setFrequency(m_rcc.coreHz(), at);
    const auto& supply = m_facts.coreSupply;
    if (supply && supply->boost != 0 && m_rcc.coreHz() > supply->unboostedHertz &&
        (plainWord(supply->address) & supply->boosted) == 0) {
        brownOut(at); // what a regulator does that cannot follow
    }
}

void SimChip::handleEvents(Instant at) {
    if (m_surroundings.brownOutAt <= at) {
        brownOut(at);
        return;
    }
    m_flash->advance(at);
    letSecondCoreWrite(at);
    if (m_rcc.advance(at)) {
        takeClock(at);
    }
    if (m_watchdog.expiry() <= at) {
        beginReset(ResetCause::Watchdog, at);
    }
    if (m_release <= at) {
        leaveReset(at);
    }
    settle(at);
}

void SimChip::settle(Instant at) {
    if (m_core.takeSystemResetRequest() && !m_surroundings.mishaps.resetIgnored) {
        beginReset(ResetCause::Software, at);
    }
    if (m_core.takeCoreResetRequest()) {
        m_core.hold();
        m_core.boot(vectorTable());
    }
    if (m_flash->takeLaunch()) {
        beginReset(ResetCause::OptionLoad, at);
    }
    if (m_flash->generation() != m_flashGeneration) {
        forgetFlashCode();
    }
    if (m_core.debugEnabled()) {
        noteDebugger();
    }
    m_watchdog.setFrozen(freezesWatchdog(), at);
}

void SimChip::noteDebugger() {
    if (m_surroundings.debuggerSeen || m_debugLockedForEver) {
        return;
    }
    m_surroundings.debuggerSeen = true;
    forgetFlashCode(); // read protection may block it from now on
}

bool SimChip::clocksStopped() const noexcept {
    constexpr std::uint32_t debugInStop = 1U << 1U;
    return m_core.deepAsleep() && (m_dbgmcu[1] & debugInStop) == 0;
}

void SimChip::lineReset(Instant at) {
    advance(at);
    if (m_powered && !m_pinsTaken && !m_debugLockedForEver && at >= m_linkDeadUntil) {
        m_port.lineReset();
    }
}

SwdReply SimChip::transfer(bool accessPort, bool read, std::uint8_t address,
                           std::uint32_t writeData, Instant at) {
    advance(at);
    if (!m_powered || m_pinsTaken) {
        return {};
    }
    return m_port.transfer(accessPort, read, address, writeData, at);
}

void SimChip::tamperFlash(std::uint32_t offset, std::uint8_t value) {
    m_flash->array().overwrite(offset, value);
    forgetFlashCode();
}

void SimChip::noteWritten(std::uint32_t address) {
    const std::uint32_t block = address / ramBlock * ramBlock;
    if (block == std::exchange(m_lastWritten, block)) {
        return;
    }
    const auto place = std::ranges::lower_bound(m_writtenBlocks, block);
    if (place == m_writtenBlocks.end() || *place != block) {
        m_writtenBlocks.insert(place, block);
    }
}

void SimChip::flipRam(std::uint64_t draw, Instant at) {
    advance(at);
    if (!m_powered || m_writtenBlocks.empty()) {
        return;
    }
    const std::uint64_t places = m_writtenBlocks.size() * ramBlock * 8;
    const std::uint64_t bit = draw % places;
    const std::uint32_t address =
        m_writtenBlocks[bit / (ramBlock * 8)] + static_cast<std::uint32_t>(bit / 8 % ramBlock);
    const SimMemory::Place ram = m_memory.find(address);
    ram.region->store(ram.offset, 1, ram.region->load(ram.offset, 1) ^ 1U << bit % 8);
    m_core.thumb().forgetCode(address, 1);
}

bool SimChip::running(Instant at) {
    advance(at);
    return m_core.state() == SimCore::State::Running || m_core.state() == SimCore::State::Asleep;
}

bool SimChip::debugStateLeftBehind() const {
    return m_core.debugStateSet() || m_secondCore.debugStateSet() ||
           std::ranges::any_of(m_dbgmcu, [](std::uint32_t word) { return word != 0; });
}

} // namespace greenlight::sim
