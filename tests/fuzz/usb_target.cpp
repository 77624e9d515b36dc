// Descriptors, versions and other small replies of probes, and the names of sockets.
#include "engine/base/check.h"
#include "engine/probe/bench.h"
#include "engine/probe/stlink_firmware.h"
#include "engine/probe/stlink_product.h"
#include "engine/probe/stlink_protocol.h"
#include "tests/fuzz/reader.h"

namespace greenlight::fuzz {

void takeUsb(Bytes bytes) {
    for (const char character : probe::serialFromDescriptor(bytes)) {
        CHECK(character >= ' ' && character <= '~');
    }
    const std::string text = textOf(bytes);
    if (const auto port = probe::PortPath::parse(text)) {
        CHECK(port->text() == text && !(*port < *port));
    }
    // Replies have the length that was asked for, or there is none.
    const auto reply = [bytes](std::size_t size) {
        std::vector<std::uint8_t> padded(bytes.begin(), bytes.end());
        padded.resize(size);
        return padded;
    };
    if (const auto version = probe::parseVersion(reply(probe::reply::version))) {
        CHECK(!version->text().empty());
        static_cast<void>(probe::requireUsable(*version).ok());
        static_cast<void>(probe::Capabilities::of(*version));
    }
    if (const auto version = probe::parseVersionExtended(reply(probe::reply::versionExtended))) {
        CHECK(!version->text().empty());
    }
    static_cast<void>(probe::parseMode(reply(probe::reply::mode)).ok());
    static_cast<void>(probe::meaningOf(reply(probe::reply::status)));
    if (const auto millivolts = probe::parseVoltage(reply(probe::reply::voltage))) {
        CHECK(*millivolts < 100'000);
    }
    if (const auto clocks = probe::parseClocks(reply(probe::reply::clocks))) {
        CHECK(clocks->count > 0 && clocks->count <= probe::ClockList::capacity);
        static_cast<void>(clocks->fastestUpTo(4000));
    }
}

} // namespace greenlight::fuzz
