#include "engine/sim/thumb_handlers.h"
#include "engine/sim/thumb_machine.h"

#include <utility>

namespace greenlight::sim::thumb {

using FaultKind = ThumbCore::FaultKind;
using Stop = ThumbCore::Stop;

Decoded* branch(Machine& c, Decoded& d) { return c.jump(d, d.immediate); }

Decoded* branchBack(Machine& c, Decoded& d) {
    c.turn(d.address);
    return c.jump(d, d.immediate);
}

Decoded* branchIf(Machine& c, Decoded& d) {
    if (!c.passes(d.a)) {
        return following(d);
    }
    c.cycle += c.cost.refill;
    return c.jump(d, d.immediate);
}

Decoded* branchBackIf(Machine& c, Decoded& d) {
    if (!c.passes(d.a)) {
        return following(d);
    }
    c.turn(d.address);
    c.cycle += c.cost.refill;
    return c.jump(d, d.immediate);
}

Decoded* branchOnZero(Machine& c, Decoded& d) {
    if ((c.r[d.n] != 0) != (d.a != 0)) {
        return following(d);
    }
    c.cycle += c.cost.refill;
    return c.jump(d, d.immediate);
}

Decoded* branchAndLink(Machine& c, Decoded& d) {
    c.r[linkRegister] = (d.address + 4) | 1U;
    return c.jump(d, d.immediate);
}

Decoded* branchExchange(Machine& c, Decoded& d) { return c.interwork(c.r[d.m]); }

Decoded* branchLinkExchange(Machine& c, Decoded& d) {
    const std::uint32_t target = c.r[d.m];
    c.r[linkRegister] = (d.address + 2) | 1U;
    return c.interwork(target);
}

Decoded* tableBranch(Machine& c, Decoded& d) {
    const std::uint32_t base = d.n == programCounter ? d.address + 4 : c.r[d.n];
    const std::uint32_t index = c.r[d.m];
    std::uint32_t halfWords = 0;
    const bool good =
        d.a == 1 ? c.read<1>(base + index, halfWords) : c.read<2>(base + 2 * index, halfWords);
    if (!good) {
        return c.raise(c.fault, d);
    }
    return c.jump(d, d.address + 4 + 2 * halfWords);
}

Decoded* beginIfThen(Machine& c, Decoded& d) {
    c.ifThen = static_cast<std::uint8_t>(d.immediate);
    return c.entry(d.address + 2);
}

Decoded* noOperation(Machine&, Decoded& d) { return following(d); }

namespace {

// The core sleeps behind the instruction: woken, it goes on with the next one.
Decoded* sleep(Machine& c, const Decoded& d) noexcept {
    c.stop = Stop::Sleep;
    c.r[programCounter] = d.address + 2U * d.length;
    return nullptr;
}

} // namespace

Decoded* waitForInterrupt(Machine& c, Decoded& d) { return sleep(c, d); }

Decoded* waitForEvent(Machine& c, Decoded& d) {
    if (!std::exchange(c.event, false)) {
        return sleep(c, d);
    }
    ++c.epoch;
    return following(d);
}

Decoded* sendEvent(Machine& c, Decoded& d) {
    c.event = true;
    ++c.epoch;
    return following(d);
}

Decoded* breakpoint(Machine& c, Decoded& d) {
    c.stop = Stop::Breakpoint;
    c.r[programCounter] = d.address;
    return nullptr;
}

Decoded* supervisorCall(Machine& c, Decoded& d) { return c.raise(FaultKind::SupervisorCall, d); }

Decoded* undefinedInstruction(Machine& c, Decoded& d) { return c.raise(FaultKind::Undefined, d); }

Decoded* changeProcessorState(Machine& c, Decoded& d) {
    if ((d.immediate & 2U) != 0) {
        c.primask = d.a != 0;
    }
    if ((d.immediate & 1U) != 0) {
        c.faultmask = d.a != 0;
    }
    ++c.epoch;
    return following(d);
}

namespace {

// SYSm numbers, ARMv7-M B5.1.1. 0 to 7 are views of xPSR.
constexpr unsigned mainStack = 8;
constexpr unsigned processStack = 9;
constexpr unsigned primaskRegister = 16;
constexpr unsigned basepriRegister = 17;
constexpr unsigned basepriMaximum = 18;
constexpr unsigned faultmaskRegister = 19;
constexpr unsigned controlRegister = 20;
constexpr std::uint8_t processStackSelected = 2;

bool usesProcessStack(const Machine& c) noexcept { return (c.control & processStackSelected) != 0; }

} // namespace

std::uint32_t readSpecial(const Machine& c, unsigned sysm) noexcept {
    if (sysm < mainStack) {
        // EPSR reads as zero; bit 2 of SYSm leaves the flags out, bit 0 lets the IPSR in.
        return ((sysm & 4U) == 0 ? c.flags() : 0U) | ((sysm & 1U) != 0 ? c.exception : 0U);
    }
    switch (sysm) {
    case mainStack:
        return usesProcessStack(c) ? c.otherStackPointer : c.r[stackPointer];
    case processStack:
        return usesProcessStack(c) ? c.r[stackPointer] : c.otherStackPointer;
    case primaskRegister:
        return c.primask ? 1 : 0;
    case basepriRegister:
    case basepriMaximum:
        return c.basepri;
    case faultmaskRegister:
        return c.faultmask ? 1 : 0;
    case controlRegister:
        return c.control;
    default:
        return 0;
    }
}

void writeSpecial(Machine& c, unsigned sysm, std::uint32_t value) noexcept {
    ++c.epoch;
    const auto priority = static_cast<std::uint8_t>(value);
    switch (sysm) {
    case mainStack:
        (usesProcessStack(c) ? c.otherStackPointer : c.r[stackPointer]) = value & ~3U;
        break;
    case processStack:
        (usesProcessStack(c) ? c.r[stackPointer] : c.otherStackPointer) = value & ~3U;
        break;
    case primaskRegister:
        c.primask = (value & 1U) != 0;
        break;
    case basepriRegister:
        c.basepri = c.full ? priority : std::uint8_t{0};
        break;
    case basepriMaximum:
        if (c.full && priority != 0 && (priority < c.basepri || c.basepri == 0)) {
            c.basepri = priority;
        }
        break;
    case faultmaskRegister:
        c.faultmask = c.full && (value & 1U) != 0;
        break;
    case controlRegister:
        if (((value ^ c.control) & processStackSelected) != 0) {
            std::swap(c.r[stackPointer], c.otherStackPointer);
        }
        c.control = static_cast<std::uint8_t>(value & 3U);
        break;
    default:
        break;
    }
}

Decoded* moveFromSpecial(Machine& c, Decoded& d) {
    c.r[d.d] = readSpecial(c, d.immediate);
    return following(d);
}

Decoded* moveToSpecial(Machine& c, Decoded& d) {
    const std::uint32_t value = c.r[d.n];
    if (d.immediate < 4) {
        if ((d.a & 2U) != 0) {
            c.setFlags(value);
        }
    } else {
        writeSpecial(c, d.immediate, value);
    }
    return following(d);
}

} // namespace greenlight::sim::thumb
