#include "engine/base/check.h"
#include "engine/probe/stlink.h"
#include "engine/probe/stlink_session.h"

namespace greenlight::probe {

namespace {

constexpr std::size_t wordBytes = 4;

bool isWordAligned(std::uint32_t address, std::size_t size) {
    return address % wordBytes == 0 && size % wordBytes == 0;
}

} // namespace

StLink::Batch& StLink::Batch::readWord(std::uint8_t ap, std::uint32_t address,
                                       std::uint32_t& into) {
    m_operations.push_back({.kind = Kind::ReadWord, .ap = ap, .address = address, .word = &into});
    return *this;
}

StLink::Batch& StLink::Batch::writeWord(std::uint8_t ap, std::uint32_t address,
                                        std::uint32_t value) {
    m_operations.push_back({.kind = Kind::WriteWord, .ap = ap, .address = address, .value = value});
    return *this;
}

StLink::Batch& StLink::Batch::readRegister(std::uint8_t ap, std::uint8_t selector,
                                           std::uint32_t& into) {
    m_operations.push_back(
        {.kind = Kind::ReadRegister, .ap = ap, .address = selector, .word = &into});
    return *this;
}

StLink::Batch& StLink::Batch::writeRegister(std::uint8_t ap, std::uint8_t selector,
                                            std::uint32_t value) {
    m_operations.push_back(
        {.kind = Kind::WriteRegister, .ap = ap, .address = selector, .value = value});
    return *this;
}

StLink::Batch& StLink::Batch::readDp(std::uint8_t address, std::uint32_t& into) {
    m_operations.push_back({.kind = Kind::ReadDp, .ap = 0, .address = address, .word = &into});
    return *this;
}

StLink::Batch& StLink::Batch::readMemory(std::uint8_t ap, std::uint32_t address,
                                         std::span<std::uint8_t> into) {
    CHECK(isWordAligned(address, into.size()));
    m_operations.push_back({.kind = Kind::ReadMemory, .ap = ap, .address = address, .into = into});
    return *this;
}

StLink::Batch& StLink::Batch::writeMemory(std::uint8_t ap, std::uint32_t address,
                                          std::span<const std::uint8_t> from) {
    CHECK(isWordAligned(address, from.size()));
    m_operations.push_back({.kind = Kind::WriteMemory, .ap = ap, .address = address, .from = from});
    return *this;
}

Result<void> StLink::perform(Batch& batch) {
    for (const Batch::Operation& operation : batch.m_operations) {
        if (operation.kind != Batch::Kind::ReadDp) {
            TRY(m_session->ensureAp(operation.ap));
        }
    }
    Conversation& talk = m_session->talk;
    talk.clear();
    for (const Batch::Operation& operation : batch.m_operations) {
        std::size_t done = 0;
        do {
            if (talk.isFull()) {
                TRY(talk.run());
            }
            done += addStep(operation, done);
        } while (done < operation.into.size() + operation.from.size());
    }
    return talk.isEmpty() ? Result<void>() : talk.run();
}

std::size_t StLink::addStep(const Batch::Operation& operation, std::size_t done) {
    Session& session = *m_session;
    const std::uint32_t address = operation.address + static_cast<std::uint32_t>(done);
    switch (operation.kind) {
    case Batch::Kind::ReadWord:
        session.talk.addCommand(command::readWord(operation.ap, address), reply::word,
                                {.address = address}, operation.word);
        return 0;
    case Batch::Kind::WriteWord:
        session.talk.addCommand(command::writeWord(operation.ap, address, operation.value),
                                reply::status,
                                {.address = address, .mayDoubt = isPeripheral(address)});
        return 0;
    case Batch::Kind::ReadRegister:
        session.talk.addCommand(
            command::readCoreRegister(operation.ap, static_cast<std::uint8_t>(address)),
            reply::word, {}, operation.word);
        return 0;
    case Batch::Kind::WriteRegister:
        session.talk.addCommand(command::writeCoreRegister(operation.ap,
                                                           static_cast<std::uint8_t>(address),
                                                           operation.value),
                                reply::status, {});
        return 0;
    case Batch::Kind::ReadDp:
        session.talk.addCommand(
            command::readDapRegister(command::debugPort, static_cast<std::uint16_t>(address)),
            reply::word, {}, operation.word);
        return 0;
    case Batch::Kind::ReadMemory: {
        const auto rest = operation.into.subspan(done);
        if (rest.empty()) {
            return 0;
        }
        const std::size_t size =
            session.nextBlock(address, rest.size(), AccessWidth::Word, session.can.maxRead);
        session.addReadBlock(AccessWidth::Word, operation.ap, address, rest.first(size));
        return size;
    }
    case Batch::Kind::WriteMemory:
        break;
    }
    const auto rest = operation.from.subspan(done);
    if (rest.empty()) {
        return 0;
    }
    const std::size_t size =
        session.nextBlock(address, rest.size(), AccessWidth::Word, session.can.maxWrite);
    session.addWriteBlock(AccessWidth::Word, operation.ap, address, rest.first(size));
    return size;
}

} // namespace greenlight::probe
