#include "engine/sim/sim_flash_h7.h"

namespace greenlight::sim {

namespace h7 {

namespace {

using namespace std::chrono_literals;

/// DS13313 tables 43 and 44 (H72x), DS12110 (H74x): the same flash. The x64 sector erase is the
/// figure DS12110 prints; DS13313 leaves that row out.
constexpr Traits traitsH7{
    .wordBytes = 32,
    .sectorBytes = 128 * 1024,
    .fw = 1U << 6U,
    .start = 1U << 7U,
    .sectorShift = 8,
    .sectorMask = 7,
    .controlWritable = 0x006F873EU,
    .controlAfterReset = 0x30, // x64
    .choosesParallelism = true,
    .reportsOperationError = true,
    .protectionBits = 0xFF,
    .sectorsPerBit = 1,
    .program = {290us, 180us, 130us, 100us},
    .sector = {2s, 1800ms, 1100ms, 1s},
    .bank = {13s, 8s, 6s, 5s},
    .options = 300ms,
};

/// The H7A3 does not print a PSIZE; no table of its times was at hand, so these are those of the
/// same sectors on an H5 (DS14258 table 51) and of the same word on a U575.
constexpr Traits traitsH7AB{
    .wordBytes = 16,
    .sectorBytes = 8 * 1024,
    .fw = 1U << 4U,
    .start = 1U << 5U,
    .sectorShift = 6,
    .sectorMask = 0x7F,
    .controlWritable = 0x003F9FDEU,
    .controlAfterReset = 0,
    .choosesParallelism = false,
    .reportsOperationError = false,
    .protectionBits = 0xFFFFFFFF,
    .sectorsPerBit = 4,
    .program = {118us, 118us, 118us, 118us},
    .sector = {2ms, 2ms, 2ms, 2ms},
    .bank = {256ms, 256ms, 256ms, 256ms},
    .options = 300ms,
};

constexpr std::array<std::uint32_t, OptionCount> currentOffsets{0x1C, 0x28,  0x30,  0x38, 0x40,
                                                                0x70, 0x128, 0x130, 0x138};
/// RM0468 table 18; the areas and the boot addresses of the others come out of the factory alike.
constexpr Options factoryOptions{0x179EAAF0, 0x000000FF, 0x800000FF, 0x000000FF, 0x1FF00800,
                                 0,          0x000000FF, 0x800000FF, 0x000000FF};
/// What an H743 says after a reset (Renode's model of it); bit 21 is SECURITY.
constexpr std::uint32_t factoryStatusOfTwoBanks = 0x0406AAF0;
constexpr std::uint32_t bothCoresBoot = 3U << 22U; // BCM4 and BCM7
constexpr std::uint32_t bothBanksOfOptions = 0x24;

/// The value lines with 128 KB have the first sectors of the first bank and no more.
bool hasTwoBanks(const ChipFacts& facts, unsigned flashKb) {
    return facts.secondBank != 0 && flashKb > 128;
}

std::uint32_t extentOf(const ChipFacts& facts, unsigned flashKb) {
    const std::uint32_t bytes = flashKb * 1024U;
    return hasTwoBanks(facts, flashKb) ? facts.secondBank + bytes / 2 : bytes;
}

} // namespace

const Traits& traitsOf(FlashKind kind) noexcept {
    return kind == FlashKind::H7AB ? traitsH7AB : traitsH7;
}

FlashH7::FlashH7(const ChipFacts& facts, const BoardSpec& spec, FlashSurroundings& surroundings)
    : SimFlash(facts, extentOf(facts, spec.flashKb), traitsOf(facts.flash).wordBytes, surroundings)
    , m_traits(traitsOf(facts.flash))
    , m_bankCount(hasTwoBanks(facts, spec.flashKb) ? 2 : 1)
    , m_bankBytes(spec.flashKb * 1024U / m_bankCount)
    , m_current(factoryOptions) {
    if (facts.secondBank != 0) {
        m_current[Optsr] = factoryStatusOfTwoBanks | (facts.secondCore != 0 ? bothCoresBoot : 0U);
    }
    if (spec.rdpLevel != 0) {
        m_current[Optsr] = (m_current[Optsr] & ~0xFF00U) | (spec.rdpLevel == 2 ? 0xCC00U : 0x0000U);
    }
    if (spec.hardwareWatchdog) {
        m_current[Optsr] &= ~opt::watchdogBySoftware;
    }
    m_current[Wpsn] = m_traits.protectionBits & ~spec.writeProtectedSectors;
    m_current[Wpsn2] = m_traits.protectionBits;
    if (m_traits.protectionBits == 0xFF && m_bankCount == 2) {
        m_current[Wpsn2] &= ~(spec.writeProtectedSectors >> 8U);
    }
    m_current[Wpsn] &= m_traits.protectionBits;
    m_programmed = m_current;
}

void FlashH7::resetRegisters() {
    m_banks = {};
    for (Bank& bank : m_banks) {
        bank.cr = m_traits.controlAfterReset;
    }
    m_optionLock.reset();
    m_acr = 0x37;
    m_optcr = 0;
    m_optionError = false;
}

std::optional<std::size_t> FlashH7::optionAt(std::uint32_t offset, bool programmed) const noexcept {
    for (std::size_t i = 0; i < OptionCount; ++i) {
        const bool there = i < Prar2 ? true : m_bankCount == 2;
        if (there && currentOffsets.at(i) + (programmed ? 4U : 0U) == offset) {
            return i;
        }
    }
    return std::nullopt;
}

std::uint32_t FlashH7::bankStatus(unsigned bank) const noexcept {
    const Bank& one = m_banks.at(bank);
    const bool works = busy(bank) || changingOptions();
    return one.sr | (works ? sr::bsy | sr::qw : 0U) | (one.bufferMask != 0 ? sr::wbne : 0U);
}

std::uint32_t FlashH7::bankControl(unsigned bank) const noexcept {
    const bool erasing = operation(bank).kind == Operation::Kind::Erase;
    const Bank& one = m_banks.at(bank);
    return one.cr | (one.lock.locked() ? cr::lock : 0U) | (erasing ? m_traits.start : 0U);
}

BusOutcome FlashH7::readRegister(std::uint32_t offset, Instant at) {
    advance(at);
    const unsigned bank = offset >= reg::secondBank && m_bankCount == 2 ? 1 : 0;
    const std::uint32_t inBank = offset - bank * reg::secondBank;
    switch (inBank) {
    case reg::acr:
        return BusOutcome::of(m_acr);
    case reg::cr:
        return BusOutcome::of(bankControl(bank));
    case reg::sr:
        return BusOutcome::of(bankStatus(bank));
    case reg::optcr:
        return BusOutcome::of(m_optcr | (m_optionLock.locked() ? opt::lock : 0U) |
                              (changingOptions() ? opt::start : 0U));
    case reg::eccAddress:
        return BusOutcome::of(m_banks.at(bank).eccAddress);
    default:
        break;
    }
    const std::uint32_t option = inBank <= bothBanksOfOptions ? inBank : offset;
    if (const auto current = optionAt(option, false)) {
        const std::uint32_t state =
            (changingOptions() ? opt::busy : 0U) | (m_optionError ? opt::changeError : 0U);
        return BusOutcome::of(m_current.at(*current) | (*current == Optsr ? state : 0U));
    }
    if (const auto programmed = optionAt(option, true)) {
        return BusOutcome::of(m_programmed.at(*programmed));
    }
    return BusOutcome::of(0);
}

BusOutcome FlashH7::writeRegister(std::uint32_t offset, std::uint32_t value, Instant at) {
    advance(at);
    const unsigned bank = offset >= reg::secondBank && m_bankCount == 2 ? 1 : 0;
    const std::uint32_t inBank = offset - bank * reg::secondBank;
    switch (inBank) {
    case reg::acr:
        m_acr = value & 0x3FU;
        return {};
    case reg::keyr:
        static_cast<void>(m_banks.at(bank).lock.offer(value)); // A wrong one shows only in LOCK.
        return {};
    case reg::optkeyr:
        static_cast<void>(m_optionLock.offer(value));
        return {};
    case reg::cr:
        writeControl(bank, value, at);
        return {};
    case reg::ccr:
        m_banks.at(bank).sr &= ~(value & sr::clearable);
        return {};
    case reg::optcr:
        writeOptionControl(value, at);
        return {};
    case reg::optccr:
        m_optionError = m_optionError && (value & opt::changeError) == 0;
        return {};
    default:
        break;
    }
    const auto option = optionAt(inBank <= bothBanksOfOptions ? inBank : offset, true);
    if (option.has_value() && !m_optionLock.locked() && !busy()) {
        m_programmed.at(*option) =
            value & (*option == Optsr ? ~(opt::busy | opt::changeError) : ~0U);
    }
    return {};
}

void FlashH7::writeOptionControl(std::uint32_t value, Instant at) {
    if (m_optionLock.locked()) {
        return;
    }
    m_optcr = value & opt::optcrWritable;
    if ((value & opt::lock) != 0) {
        m_optionLock.lock();
        return;
    }
    if ((value & opt::massErase) != 0 && m_bankCount == 2) {
        startMassErase(at);
        return;
    }
    if ((value & opt::start) == 0 || busy()) {
        return;
    }
    if (readProtection() == 2) {
        m_optionError = true;
        return;
    }
    const bool regression =
        readProtection() == 1 && ((m_programmed[Optsr] >> 8U) & 0xFFU) == levelZero;
    begin({.kind = Operation::Kind::Options,
           .bytes = regression ? array().size() : 0,
           .parallelism = psize(0)},
          at, m_traits.options + (regression ? m_traits.bank.at(psize(0)) : Duration{}));
}

} // namespace h7

std::unique_ptr<SimFlash> makeFlashH7(const ChipFacts& facts, const BoardSpec& spec,
                                      FlashSurroundings& surroundings) {
    return std::make_unique<h7::FlashH7>(facts, spec, surroundings);
}

} // namespace greenlight::sim
