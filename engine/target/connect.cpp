#include "engine/target/connect.h"

#include "engine/target/connect_ladder.h"
#include "engine/target/core_clock.h"
#include "engine/target/link_fault.h"

#include <fmt/format.h>

#include <algorithm>

namespace greenlight::target {

namespace {

using std::chrono::milliseconds;

// Where nearly every part has its core; the others are found by findCore().
constexpr std::uint8_t firstAp = 0;

constexpr Duration resetRise = milliseconds(150);

constexpr unsigned clockSteps = 3;
constexpr unsigned clockStepDivisor = 3;
constexpr unsigned slowestUsefulKhz = 100;

/// Trouble that a slower clock or another try may cure; everything else is an answer.
bool mayPass(const Fault& fault) {
    return isOnWires(fault) && fault.code != FaultCode::TargetVoltage &&
           fault.code != FaultCode::SpeedRefused;
}

} // namespace

Target::Target(probe::StLink& link, Clock& clock, const ConnectOptions& options)
    : m_link(link)
    , m_clock(clock)
    , m_options(options)
    , m_port(link, clock)
    , m_core(link, clock, firstAp)
    , m_secondCore(link, clock) {}

Target::~Target() {
    // Nobody is left to hear of a fault; the job calls release() itself and reports it.
    static_cast<void>(release());
}

Result<std::unique_ptr<Target>> Target::connect(probe::StLink& link, Clock& clock,
                                                const ConnectOptions& options, Trail& trail) {
    std::unique_ptr<Target> target(new Target(link, clock, options));
    Ladder ladder(*target, trail);
    const Result<void> climbed = ladder.climb();
    if (!climbed.ok()) {
        // The fault of the climb is the one that matters; a failed retreat is noted beside it.
        const Result<void> retreat = target->release();
        if (!retreat.ok()) {
            trail.push_back({"put everything back", retreat.fault()});
        }
        return climbed.fault();
    }
    return target;
}

Result<void> Target::checkSupply() {
    const unsigned millivolts = TRY(m_link.targetMillivolts());
    m_lowestMillivolts = millivolts;
    if (millivolts < m_options.lowestMillivolts || millivolts > m_options.highestMillivolts) {
        return Fault{.code = FaultCode::TargetVoltage,
                     .stage = Stage::Connect,
                     .note = fmt::format("{} mV, allowed are {} to {} mV", millivolts,
                                         m_options.lowestMillivolts, m_options.highestMillivolts)};
    }
    return {};
}

Result<unsigned> Target::sampleMillivolts() {
    const unsigned millivolts = TRY(m_link.targetMillivolts());
    m_lowestMillivolts = std::min(m_lowestMillivolts, millivolts);
    if (millivolts < m_options.lowestMillivolts) {
        return Fault{.code = FaultCode::SupplyDip,
                     .stage = Stage::Program,
                     .note = fmt::format("{} mV, allowed are {} mV and more", millivolts,
                                         m_options.lowestMillivolts)};
    }
    return millivolts;
}

Result<void> Target::Ladder::rung(std::string what, Result<void> result) {
    m_trail.push_back(
        {std::move(what), result.ok() ? std::nullopt : std::optional{result.fault()}});
    return result;
}

Result<void> Target::Ladder::setClock(unsigned kilohertz) {
    const Result<unsigned> set = m_target.m_link.setSwdClock(kilohertz);
    if (!set.ok()) {
        return rung(fmt::format("SWD at {} kHz", kilohertz), set.fault());
    }
    m_target.m_swdKhz = *set;
    return rung(fmt::format("SWD at {} kHz", *set), {});
}

Result<void> Target::Ladder::climb() {
    const Result<void> supply = m_target.checkSupply();
    TRY(rung(fmt::format("supply {} mV", m_target.m_lowestMillivolts), supply));
    unsigned wanted = m_target.m_options.swdKhz;
    Result<void> outcome;
    unsigned last = 0;
    for (unsigned step = 0; step < clockSteps; ++step) {
        TRY(inStage(Stage::Connect, setClock(wanted)));
        if (m_target.m_swdKhz == last) {
            break; // The probe has nothing slower.
        }
        last = m_target.m_swdKhz;
        outcome = climbOnce();
        if (outcome.ok() || !mayPass(outcome.fault()) || !m_target.m_options.maySlowDown) {
            break;
        }
        wanted = std::max(m_target.m_swdKhz / clockStepDivisor, slowestUsefulKhz);
    }
    return outcome;
}

Result<void> Target::Ladder::climbOnce() {
    const ConnectMode mode = m_target.m_options.mode;
    Result<void> halted = attempt(mode == ConnectMode::Automatic ? ConnectMode::Normal : mode);
    if (!halted.ok() && mode == ConnectMode::Automatic && mayPass(halted.fault())) {
        halted = attempt(ConnectMode::UnderReset);
    }
    TRY(inStage(Stage::Connect, halted));
    TRY(rung("recognise the chip", inStage(Stage::Identify, m_target.recognise())));
    TRY(rung("hold watchdogs and low power",
             inStage(Stage::Connect, m_target.tameDebugBlock(*m_target.m_debug))));
    if (m_target.m_device->secondCore.corePart != 0) {
        TRY(rung("hold the second core",
                 inStage(Stage::Connect, m_target.m_secondCore.hold(*m_target.m_device))));
    }
    TRY(rung("clear breakpoints", inStage(Stage::Connect, m_target.m_core.clearBreakpoints())));
    return rung("soak the link", inStage(Stage::Connect, m_target.soak()));
}

Result<void> Target::Ladder::attempt(ConnectMode mode) {
    // A session that failed half-way is left first: what it opened is not to be relied on.
    m_target.m_entered = false;
    if (m_target.m_link.mayBeInSwd()) {
        TRY(m_target.m_link.leaveSwd());
    }
    return mode == ConnectMode::UnderReset ? underReset() : running();
}

Result<void> Target::Ladder::enter() {
    TRY(rung("enter SWD", m_target.m_link.enterSwd()));
    m_target.m_entered = true;
    TRY(rung("debug power up", m_target.m_port.powerUp()));
    m_target.m_dpidr = TRY(m_target.m_port.id());
    return rung("find the core", m_target.findCore());
}

Result<void> Target::Ladder::openDebugBlock() {
    // Where the debug block has a port of its own it answers under reset, and it holds the clocks
    // that debugging needs once the core sleeps.
    if (m_target.m_options.described != nullptr) {
        return {}; // Whether it has such a port is not known.
    }
    for (const Device& device : allDevices()) {
        if (device.dpidr == m_target.m_dpidr &&
            findDevice(device.devId, m_target.m_cpuid) == &device &&
            device.debug.ap != m_target.m_core.ap()) {
            const Result<void> opened =
                rung("debug clocks under reset", m_target.tameDebugBlock(device.debug));
            // Without that port the block is looked for behind the core, after the reset.
            return opened.ok() || !mayPass(opened.fault()) ? opened
                                                           : m_target.m_link.clearStickyErrors();
        }
    }
    return {};
}

Result<void> Target::Ladder::underReset() {
    Target& target = m_target;
    target.m_pinWorks = false;
    TRY(rung("nRST low", target.m_link.driveReset(probe::ResetLine::Low)));
    const Instant low = target.m_clock.now();
    target.m_clock.sleepFor(resetFall);
    TRY(enter());
    TRY(openDebugBlock());
    TRY(rung("arm the vector catch", target.m_core.armResetCatch()));
    target.m_clock.sleepUntil(low + resetHold);
    TRY(rung("nRST released", target.m_link.driveReset(probe::ResetLine::Released)));
    const Result<void> caught =
        rung("halted at the reset vector", target.m_core.requireCaughtReset(resetRise));
    if (caught.ok()) {
        target.m_pinWorks = true;
        return {};
    }
    // The line may not be wired: many boards and most copies of probes lack it.
    return mayPass(caught.fault()) ? resetByRequest() : caught;
}

Result<void> Target::Ladder::running() {
    TRY(enter());
    return resetByRequest();
}

Result<void> Target::Ladder::resetByRequest() {
    TRY(rung("halt", m_target.m_core.halt()));
    return rung("SYSRESETREQ, halted at the reset vector", m_target.m_core.resetAndHold());
}

Result<void> Target::raiseCoreClock() {
    const FastClock& fast = m_device->fastClock;
    if (fast.steps.empty() || m_clockTrouble || m_lowestMillivolts < fast.fromMillivolts) {
        return {};
    }
    Result<void> raised = raiseClock(m_link, m_clock, *m_device);
    if (raised.ok()) {
        m_coreKhz = fast.khz;
        return {};
    }
    if (!isOnWires(raised.fault())) {
        return raised;
    }
    m_clockTrouble = std::move(raised).fault();
    TRY(m_link.clearStickyErrors());
    return resetAndHold();
}

Result<void> Target::resetAndHold() {
    TRY(resetByRequestOrPin());
    TRY(m_secondCore.requireHeld());
    m_coreKhz = m_device != nullptr ? m_device->coreKhz : 0;
    return {};
}

Result<void> Target::resetByRequestOrPin() {
    Result<void> requested = m_core.resetAndHold();
    if (requested.ok() || !mayPass(requested.fault()) || !m_pinWorks) {
        return requested;
    }
    TRY(m_core.armResetCatch());
    TRY(m_link.driveReset(probe::ResetLine::Low));
    m_clock.sleepFor(resetHold);
    TRY(m_link.driveReset(probe::ResetLine::Released));
    return m_core.requireCaughtReset(resetRise);
}

} // namespace greenlight::target
