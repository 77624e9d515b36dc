#include "tests/probe/scripted_link.h"

#include "engine/probe/bytes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace greenlight::probe {

Script& Script::expect(Bytes command, Bytes in, Bytes out) {
    lines.push_back({.command = std::move(command), .out = std::move(out), .in = std::move(in)});
    return *this;
}

Script& Script::expectFault(Bytes command, FaultCode fault) {
    lines.push_back({.command = std::move(command), .fault = fault});
    return *this;
}

Script& Script::expectSilence(Bytes command) {
    lines.push_back({.command = std::move(command), .silent = true});
    return *this;
}

Script& Script::expectStart(Bytes version) {
    return expect({0xF5}, {1, 0}).expect({0xF1}, version).expectQueueing(version);
}

Script& Script::expectQueueing(const Bytes& version) {
    return expect({0xF1}, version).expect({0xF5}, {1, 0}).expect({0xF1}, version);
}

Script& Script::expectStartV3(std::uint8_t j) {
    expectStart({0x30, 0x00, 0x83, 0x04, 0x4F, 0x37});
    return expect({0xFB}, {3, 0, j, 3, 2, 0, 0, 0, 0x83, 0x04, 0x4F, 0x37});
}

Script& Script::expectLeave(std::initializer_list<std::uint8_t> openAps) {
    for (const std::uint8_t ap : openAps) {
        expect({0xF2, 0x4C, ap}, done);
    }
    return expect({0xF5}, {2, 0})
        .expect({0xF5}, {2, 0})
        .expect({0xF2, 0x21})
        .expect({0xF5}, {1, 0});
}

std::string Script::rest() const {
    std::string text = complaints;
    for (const Line& line : lines) {
        text += fmt::format("never sent: {:02x}\n", fmt::join(line.command, " "));
    }
    return text;
}

Result<void> ScriptedLink::performOne(Exchange& exchange) {
    if (m_script.lines.empty()) {
        m_script.complaints +=
            fmt::format("unexpected: {:02x}\n", fmt::join(exchange.command, " "));
        return Fault{.code = FaultCode::UsbTimeout, .note = "end of script"};
    }
    Script::Line line = std::move(m_script.lines.front());
    m_script.lines.pop_front();
    Bytes padded = line.command;
    padded.resize(exchange.command.size());
    if (!std::ranges::equal(padded, exchange.command) ||
        !std::ranges::equal(line.out, exchange.out)) {
        m_script.complaints +=
            fmt::format("expected: {:02x} | {:02x}\n     got: {:02x} | {:02x}\n",
                        fmt::join(padded, " "), fmt::join(line.out, " "),
                        fmt::join(exchange.command, " "), fmt::join(exchange.out, " "));
        return Fault{.code = FaultCode::UsbTimeout, .note = "not the script"};
    }
    if (line.fault) {
        return Fault{.code = *line.fault};
    }
    if (line.silent) {
        return {};
    }
    if (line.in.size() != exchange.in.size()) {
        m_script.complaints +=
            fmt::format("reply to {:02x} of {} bytes, asked for {}\n", fmt::join(line.command, " "),
                        line.in.size(), exchange.in.size());
        return Fault{.code = FaultCode::UsbShortReply};
    }
    std::ranges::copy(line.in, exchange.in.begin());
    return {};
}

Result<void> ScriptedLink::perform(std::span<Exchange> batch, Instant deadline) {
    m_script.batches.push_back(batch.size());
    m_script.budgets.push_back(deadline - m_clock.now());
    for (Exchange& exchange : batch) {
        TRY(performOne(exchange));
    }
    return {};
}

Result<void> ScriptedLink::drain() {
    ++m_script.drains;
    if (m_script.drainFault) {
        return Fault{.code = *m_script.drainFault};
    }
    return {};
}

Result<void> ScriptedLink::resetDevice() {
    ++m_script.resets;
    if (m_script.resetFault) {
        return Fault{.code = *m_script.resetFault};
    }
    return {};
}

Result<PowerCut> ScriptedLink::cyclePower() {
    if (!m_script.keepsPower.empty()) {
        return PowerCut{.whyNot = m_script.keepsPower};
    }
    ++m_script.powerCuts;
    if (m_script.powerFault) {
        return Fault{.code = *m_script.powerFault};
    }
    return PowerCut{.done = true};
}

Bytes status(std::uint8_t code) { return {code, 0}; }

Bytes word(std::uint32_t value) {
    Bytes bytes{0x80, 0, 0, 0, 0, 0, 0, 0};
    putU32(bytes, 4, value);
    return bytes;
}

Bytes blockStatus(std::uint8_t code, std::uint32_t address) {
    Bytes bytes(12);
    bytes[0] = code;
    putU32(bytes, 4, address);
    return bytes;
}

} // namespace greenlight::probe
