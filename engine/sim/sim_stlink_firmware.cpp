#include "engine/sim/sim_stlink_firmware.h"

#include <algorithm>

namespace greenlight::sim {

using namespace std::chrono_literals;

namespace {

// The reply buffer holds the longest reply there is: 1227 RW_MISC results.
constexpr std::size_t replyBufferBytes = 1227UL * 8;

constexpr unsigned referenceReading = 0x5F1; // ADC reading of the 1.2 V reference on a real probe

SwdHabits habitsOf(const ProbeFirmware& firmware) {
    SwdHabits habits;
    habits.tarPerWord = !firmware.since(24, 1);
    if (firmware.hardware >= 3) {
        // Before J10 a V3 gives up during flash writes at once.
        habits.waitRetries = firmware.debug < 10 ? 0 : 8;
        habits.faultAfterWait = true;
        habits.apSilence = ProbeStatus::ApError;
        habits.dpSilence = ProbeStatus::DpError;
    }
    return habits;
}

} // namespace

ProbeBrain::ProbeBrain(const ProbeSpec& spec)
    : m_spec(spec)
    , m_pace(ProbePace::of(spec.model))
    , m_swd(habitsOf(spec.firmware))
    , m_mode(spec.model == ProbeModel::V2 ? ProbeMode::Dfu : ProbeMode::Mass)
    , m_reply(replyBufferBytes) {
    updatePace();
}

void ProbeBrain::attach(SimTarget* target, Instant at) {
    m_swd.attach(target);
    if (target != nullptr && m_nrstLow && !m_spec.quirks.nrstNotConnected) {
        m_swd.begin(at, 0ns);
        target->setNrst(true, m_swd.moment());
    }
}

ProbeAnswer ProbeBrain::command(Block block, Instant at) {
    m_swd.begin(at, m_pace.perCommand);
    ProbeAnswer answer = topLevel(block);
    answer.ready = answer.kind == ProbeAnswer::Kind::WantsData ? at : m_swd.end();
    return answer;
}

ProbeAnswer ProbeBrain::data(std::span<const std::uint8_t> bytes, Instant at) {
    m_swd.begin(at, m_pace.perCommand);
    if (m_miscPending) {
        finishMisc(bytes);
    } else {
        finishWrite(bytes);
    }
    ProbeAnswer answer;
    answer.ready = m_swd.end();
    return answer;
}

ProbeAnswer ProbeBrain::topLevel(Block block) {
    switch (block[0]) {
    case 0xF1:
        return getVersion();
    case 0xF5:
        m_reply[0] = static_cast<std::uint8_t>(m_mode);
        m_reply[1] = 0;
        return plain(2);
    case 0xF3:
        return dfu(block);
    default:
        break;
    }
    if (m_mode == ProbeMode::Dfu) {
        return fail(ProbeStatus::UnknownCommand, 2);
    }
    switch (block[0]) {
    case 0xF2:
        return debug(block);
    case 0xF4:
        return swim(block);
    case 0xF7:
        return since(13, 1) ? targetVoltage() : fail(ProbeStatus::UnknownCommand, 2);
    case 0xF9:
        return block[1] == 0 ? report(isV3() ? ProbeStatus::NoUsbLoader : ProbeStatus::Ok, 2)
                             : ProbeAnswer{};
    case 0xFB:
        return isV3() ? getVersionExtended() : fail(ProbeStatus::UnknownCommand, 2);
    case 0xFD:
        if (!since(34, 4)) {
            return fail(ProbeStatus::UnknownCommand, 2);
        }
        return report(block[1] > 1 ? ProbeStatus::BadArgument : ProbeStatus::Ok, 2);
    default:
        return fail(ProbeStatus::UnknownCommand, 2);
    }
}

ProbeAnswer ProbeBrain::getVersion() {
    const ProbeFirmware& firmware = m_spec.firmware;
    const unsigned low = m_spec.model == ProbeModel::V2 ? firmware.swim : firmware.massStorage;
    const unsigned word =
        isV3() ? firmware.hardware << 12 : firmware.hardware << 12 | firmware.debug << 6 | low;
    m_reply[0] = static_cast<std::uint8_t>(word >> 8); // the only big-endian number there is
    m_reply[1] = static_cast<std::uint8_t>(word);
    put16(m_reply, 2, 0x0483);
    put16(m_reply, 4, productId(m_spec.model));
    return plain(6);
}

ProbeAnswer ProbeBrain::getVersionExtended() {
    const ProbeFirmware& firmware = m_spec.firmware;
    std::fill_n(m_reply.begin(), 12, std::uint8_t{0});
    m_reply[0] = static_cast<std::uint8_t>(firmware.hardware);
    m_reply[1] = static_cast<std::uint8_t>(firmware.swim);
    m_reply[2] = static_cast<std::uint8_t>(firmware.debug);
    m_reply[3] = static_cast<std::uint8_t>(firmware.massStorage);
    m_reply[4] = static_cast<std::uint8_t>(firmware.bridge);
    put16(m_reply, 8, 0x0483);
    put16(m_reply, 10, productId(m_spec.model));
    return plain(12);
}

ProbeAnswer ProbeBrain::dfu(Block block) {
    constexpr std::uint8_t leave = 0x07;
    if (block[1] != leave) {
        return fail(ProbeStatus::UnknownCommand, 2);
    }
    if (m_mode == ProbeMode::Dfu) {
        m_mode = ProbeMode::Mass;
    }
    return {};
}

ProbeAnswer ProbeBrain::swim(Block block) {
    if (block[1] == 0) {
        m_mode = ProbeMode::Swim;
        return {};
    }
    if (block[1] == 1) {
        if (m_mode == ProbeMode::Swim) {
            m_mode = ProbeMode::Mass;
        }
        return {};
    }
    return fail(ProbeStatus::UnknownCommand, 2);
}

ProbeAnswer ProbeBrain::targetVoltage() {
    SimTarget* const target = m_swd.target();
    const unsigned millivolts = target == nullptr ? 0 : target->millivolts(m_swd.moment());
    // The host computes 2 * 1.2 V * a1 / a0.
    constexpr unsigned scale = 2400;
    put32(m_reply, 0, m_spec.quirks.noVoltageReference ? 0 : referenceReading);
    put32(m_reply, 4, (millivolts * referenceReading + scale / 2) / scale);
    return plain(8);
}

ProbeStatus ProbeBrain::allowed(std::uint8_t ap) const {
    if (m_mode != ProbeMode::Debug) {
        return ProbeStatus::NoDevice;
    }
    const bool mustOpen = since(37, 7);
    return mustOpen && !m_openPorts.contains(ap) ? ProbeStatus::BadAp : ProbeStatus::Ok;
}

ProbeAnswer ProbeBrain::succeed(std::size_t length) {
    std::fill_n(m_reply.begin(), length, std::uint8_t{0});
    return fail(ProbeStatus::Ok, length);
}

ProbeAnswer ProbeBrain::fail(ProbeStatus status, std::size_t length) {
    // An error does not shorten or clear the reply: behind the status the buffer shows its past.
    m_reply[0] = static_cast<std::uint8_t>(status);
    m_reply[1] = 0;
    return {ProbeAnswer::Kind::Reply, length, true, false, {}};
}

ProbeAnswer ProbeBrain::report(ProbeStatus status, std::size_t length) {
    return status == ProbeStatus::Ok ? succeed(length) : fail(status, length);
}

ProbeAnswer ProbeBrain::plain(std::size_t length) {
    return {ProbeAnswer::Kind::Reply, length, false, false, {}};
}

} // namespace greenlight::sim
