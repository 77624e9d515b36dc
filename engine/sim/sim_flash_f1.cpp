#include "engine/sim/sim_flash_f1.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

// DS5319 table 28: 52.5 us typical for a half-word; page and mass erase are printed as 20 to 40 ms
// without a typical figure, so the middle is taken.
constexpr Duration programTime = 52500ns;
constexpr Duration eraseTime = 30ms;

namespace reg {
constexpr std::uint32_t acr = 0x00, keyr = 0x04, optkeyr = 0x08, sr = 0x0C, cr = 0x10, ar = 0x14,
                        obr = 0x1C, wrpr = 0x20;
} // namespace reg

namespace cr {
constexpr std::uint32_t pg = 1U << 0U, per = 1U << 1U, mer = 1U << 2U, optpg = 1U << 4U,
                        opter = 1U << 5U, strt = 1U << 6U, lock = 1U << 7U, optwre = 1U << 9U,
                        eopie = 1U << 12U, launch = 1U << 13U;
constexpr std::uint32_t writable = 0x1477U & ~(strt | optwre | lock);
} // namespace cr

namespace sr {
constexpr std::uint32_t bsy = 1U << 0U, pgerr = 1U << 2U, wrprterr = 1U << 4U, eop = 1U << 5U;
} // namespace sr

constexpr std::uint32_t protectedGroupBytes = 4096;
constexpr std::uint8_t levelTwo = 0xCC;
/// XL density: the registers of the second bank (PM0068 3).
constexpr std::uint32_t secondRegisters = 0x40;
/// Marks an operation on the option area in Operation::parallelism, which F1 has no use for.
constexpr unsigned optionErase = 1;
constexpr unsigned optionProgram = 2;

} // namespace

FlashF1::FlashF1(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings)
    : SimFlash(facts, spec.flashKb * 1024U, 0, surroundings)
    , m_options(optionBytes, 0) {
    const std::uint8_t closed = spec.rdpLevel == 2 ? levelTwo : std::uint8_t{0};
    writeOption(0, spec.rdpLevel == 0 ? openKey() : closed);
    writeOption(2, static_cast<std::uint8_t>(spec.hardwareWatchdog ? 0xFEU : 0xFFU));
    writeOption(4, 0xFF);
    writeOption(6, 0xFF);
    for (unsigned i = 0; i < 4; ++i) {
        const std::uint32_t bits = ~spec.writeProtectedSectors >> (8U * i);
        writeOption(8 + 2 * i, static_cast<std::uint8_t>(bits & 0xFFU));
    }
    m_level = spec.rdpLevel;
}

std::uint8_t FlashF1::option(std::uint32_t offset, bool& mismatch) const {
    const std::uint32_t both = m_options.read(offset, 2);
    const auto value = static_cast<std::uint8_t>(both & 0xFFU);
    const auto complement = static_cast<std::uint8_t>(both >> 8U);
    if (both == 0xFFFF) {
        return 0xFF;
    }
    if (static_cast<std::uint8_t>(~complement) != value) {
        mismatch = true;
        return 0xFF;
    }
    return value;
}

bool FlashF1::writeProtected(std::uint32_t offset) const noexcept {
    if (first() && m_level != 0 && offset < protectedGroupBytes) {
        return true;
    }
    const std::uint32_t group = std::min<std::uint32_t>(offset / protectedGroupBytes, 31);
    return ((m_wrpr >> group) & 1U) == 0;
}

void FlashF1::resetRegisters() {
    for (Bank& bank : m_banks) {
        bank.lock.reset();
        bank.cr = 0;
        bank.sr = 0;
        bank.ar = 0;
    }
    m_optionLock.reset();
    m_acr = 0x30;
}

void FlashF1::loadOptions(bool power, Instant at) {
    const bool launched = std::exchange(m_launching, false);
    if (facts().family == Family::F0 && !power && !launched) {
        return; // RM0360 4: a system reset does not load them
    }
    bool mismatch = false;
    const std::uint8_t protection = option(0, mismatch);
    const std::uint8_t user = option(2, mismatch);
    const std::uint32_t data0 = option(4, mismatch);
    const std::uint32_t data1 = option(6, mismatch);
    m_wrpr = 0;
    for (unsigned i = 0; i < 4; ++i) {
        m_wrpr |= static_cast<std::uint32_t>(option(8 + 2 * i, mismatch)) << (8U * i);
    }
    m_loadedUser = user;
    const unsigned level =
        protection == openKey() ? 0 : (!first() && protection == levelTwo ? 2 : 1);
    if (m_level == 1 && level == 0) {
        // The price of lifting the protection: the content goes first (PM0075 2.4.2).
        begin({.kind = Operation::Kind::Erase, .offset = 0, .bytes = array().size()}, at,
              eraseTime);
    }
    m_level = level;
    m_obr = mismatch ? 1U : 0U;
    if (first()) {
        m_obr |= (level != 0 ? 2U : 0U) | (static_cast<std::uint32_t>(user & 7U) << 2U) | 0x3E0U |
                 (data0 << 10U) | (data1 << 18U);
    } else {
        // RM0091 3.5.7: RDPRT is 1 for level 1 and 3 for level 2.
        m_obr |= (level == 2 ? 6U : level << 1U) | (std::uint32_t{user} << 8U) | (data0 << 16U) |
                 (data1 << 24U);
    }
}

BusOutcome FlashF1::readRegister(std::uint32_t offset, Instant at) {
    advance(at);
    const bool second = twoBanks() && offset >= secondRegisters;
    const Bank& bank = m_banks.at(second ? 1 : 0);
    switch (second ? offset - secondRegisters : offset) {
    case reg::acr:
        return BusOutcome::of(second ? 0 : m_acr);
    case reg::sr:
        return BusOutcome::of(bank.sr | (busyIn(bank) ? sr::bsy : 0U));
    case reg::cr:
        return BusOutcome::of(bank.cr | (bank.lock.locked() ? cr::lock : 0U) |
                              (second || m_optionLock.locked() ? 0U : cr::optwre));
    case reg::obr:
        return BusOutcome::of(second ? 0 : m_obr);
    case reg::wrpr:
        return BusOutcome::of(second ? 0 : m_wrpr);
    default:
        return BusOutcome::of(0);
    }
}

BusOutcome FlashF1::writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) {
    advance(at);
    const bool second = twoBanks() && offset >= secondRegisters;
    Bank& bank = m_banks.at(second ? 1 : 0);
    switch (second ? offset - secondRegisters : offset) {
    case reg::acr:
        m_acr = second ? m_acr : (value & 0x1FU) | ((value & 0x10U) << 1U);
        break;
    case reg::keyr:
        return bank.lock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::optkeyr:
        return second || m_optionLock.offer(value) ? BusOutcome{} : BusOutcome::busError();
    case reg::sr:
        bank.sr &= ~(value & (sr::pgerr | sr::wrprterr | sr::eop));
        break;
    case reg::cr:
        return writeControl(bank, value, at);
    case reg::ar:
        if (!busyIn(bank)) {
            bank.ar = value;
        }
        break;
    default:
        break;
    }
    return {};
}

BusOutcome FlashF1::writeControl(Bank& bank, std::uint32_t value, Instant at) {
    if (bank.lock.locked() || busyIn(bank)) {
        return {};
    }
    if ((value & cr::strt) != 0 && busy()) {
        return BusOutcome::holdUntil(operation().end); // one charge pump for both banks
    }
    bank.cr = value & cr::writable;
    const bool main = &bank == m_banks.data();
    if (main && (value & cr::optwre) == 0 && !m_optionLock.locked()) {
        // OPTWRE is cleared by writing 0 to it, and needs its keys again.
        m_optionLock.lock();
    }
    if (!first() && (value & cr::launch) != 0) {
        m_launching = true;
        launch();
        return {};
    }
    if ((value & cr::lock) != 0) {
        bank.lock.lock();
        return {};
    }
    if ((value & cr::strt) != 0) {
        start(bank, at);
    }
    return {};
}

void FlashF1::start(Bank& bank, Instant at) {
    const std::uint32_t offset = bank.ar - 0x08000000U;
    const bool option = (bank.cr & cr::opter) != 0;
    if (!first() && m_level != 0 && surroundings().debuggerSeen && !option) {
        bank.sr |= sr::wrprterr; // RM0091 3.3.1: nothing in the main memory while debugging
    } else if ((bank.cr & cr::per) != 0) {
        if (offset >= array().size() || &bank != &m_banks.at(bankOf(offset))) {
            return;
        }
        if (writeProtected(offset)) {
            bank.sr |= sr::wrprterr;
            return;
        }
        const std::uint32_t page = facts().flashPageBytes;
        begin({.kind = Operation::Kind::Erase, .offset = offset / page * page, .bytes = page}, at,
              eraseTime);
    } else if ((bank.cr & cr::mer) != 0) {
        startMassErase(bank, at);
    } else if (option && &bank == m_banks.data() && !m_optionLock.locked() && m_level != 2) {
        begin({.kind = Operation::Kind::Options, .parallelism = optionErase}, at, eraseTime);
    }
}

void FlashF1::startMassErase(Bank& bank, Instant at) {
    const bool second = &bank != m_banks.data();
    const std::uint32_t watched = second ? 1U << 31U : ~0U;
    if ((m_wrpr & watched) != watched || (first() && m_level != 0)) {
        bank.sr |= sr::wrprterr;
        return;
    }
    const std::uint32_t from = second ? secondBank : 0;
    const std::uint32_t end = twoBanks() && !second ? secondBank : array().size();
    begin({.kind = Operation::Kind::Erase, .offset = from, .bytes = end - from}, at, eraseTime);
}

BusOutcome FlashF1::storeToArray(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                 Instant at) {
    Bank& bank = m_banks.at(bankOf(offset));
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    if (bytes != 2) {
        return BusOutcome::busError(); // PM0075 2.3.3: other widths give a bus error
    }
    if (bank.lock.locked() || (bank.cr & cr::pg) == 0) {
        return {};
    }
    if (writeProtected(offset)) {
        bank.sr |= sr::wrprterr;
        return {};
    }
    if (!array().isErased(offset, 2) && (value & 0xFFFFU) != 0) {
        bank.sr |= sr::pgerr;
        return {};
    }
    Operation program{.kind = Operation::Kind::Program, .offset = offset, .bytes = 2};
    program.data[0] = static_cast<std::uint8_t>(value & 0xFFU);
    program.data[1] = static_cast<std::uint8_t>((value >> 8U) & 0xFFU);
    begin(program, at, programTime);
    return {};
}

BusOutcome FlashF1::readOptionArea(std::uint32_t offset, unsigned bytes, Instant at) {
    advance(at);
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    return BusOutcome::of(m_options.read(offset, bytes));
}

BusOutcome FlashF1::writeOptionArea(std::uint32_t offset, unsigned bytes, std::uint32_t value,
                                    Instant at) {
    advance(at);
    Bank& bank = m_banks.front();
    if (busy()) {
        return BusOutcome::holdUntil(operation().end);
    }
    if (bytes != 2) {
        return BusOutcome::busError();
    }
    if (bank.lock.locked() || m_optionLock.locked() || (bank.cr & cr::optpg) == 0) {
        return {};
    }
    if (m_options.read(offset, 2) != 0xFFFF) {
        bank.sr |= sr::pgerr;
        return {};
    }
    // The offset of an option stays out of `offset`, which is the array's.
    Operation program{.kind = Operation::Kind::Options, .parallelism = optionProgram};
    program.data[0] = static_cast<std::uint8_t>(value & 0xFFU);
    program.data[1] = static_cast<std::uint8_t>(offset);
    begin(program, at, programTime);
    return {};
}

void FlashF1::completed(const Operation& operation, Instant) {
    if (operation.kind == Operation::Kind::Options) {
        if (operation.parallelism == optionErase) {
            m_options.erase(0, optionBytes);
        } else {
            // The controller makes the complement itself (PM0075 2.5.1).
            writeOption(operation.data[1], operation.data[0]);
        }
    }
    Bank& bank = m_banks.at(bankOf(operation.offset));
    if (operation.failing) {
        bank.sr |= operation.kind == Operation::Kind::Program ? sr::pgerr : sr::wrprterr;
        return;
    }
    if ((bank.cr & cr::eopie) != 0) {
        bank.sr |= sr::eop;
    }
}

std::unique_ptr<SimFlash> makeFlashF1(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings) {
    return std::make_unique<FlashF1>(facts, spec, surroundings);
}

} // namespace greenlight::sim
