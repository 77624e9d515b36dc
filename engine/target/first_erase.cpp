#include "engine/target/first_erase.h"

#include "engine/base/check.h"

namespace greenlight::target {

namespace {

// F1 and F4 have these at the same places (PM0075 3.7, RM0090 3.9).
constexpr std::uint32_t accessOffset = 0x00;
constexpr std::uint32_t keyOffset = 0x04;
constexpr std::uint32_t statusOffset = 0x0C;
constexpr std::uint32_t controlOffset = 0x10;
constexpr std::uint32_t addressOffset =
    0x14; ///< F1; an F4 names the sector in its control register
constexpr std::uint32_t firstKey = 0x45670123;
constexpr std::uint32_t secondKey = 0xCDEF89AB;

constexpr unsigned parallelismShift = 8; ///< F4

/// Bits of the registers.
struct Bits {
    std::uint32_t lock;
    std::uint32_t start;
    std::uint32_t busy;
    std::uint32_t errors;
    std::uint32_t clear;  ///< errors and EOP
    std::uint32_t caches; ///< of the access control register
};

constexpr Bits f1{1U << 7, 1U << 6, 1U << 0, 0x14, 0x34, 0};
constexpr Bits f4{1U << 31, 1U << 16, 1U << 16, 0x1F2, 0x1F3, 0x700};

const Bits& bitsOf(const Device& device) { return device.flashKind == FlashKind::F1 ? f1 : f4; }

} // namespace

bool FirstErase::isFor(const FlashPlan& plan) noexcept {
    if (plan.device == nullptr || plan.mode == nullptr || plan.erases.empty()) {
        return false;
    }
    const FlashKind kind = plan.device->flashKind;
    return (kind == FlashKind::F1 || kind == FlashKind::F4) && plan.device->flashLanes == 1;
}

FirstErase::FirstErase(probe::StLink& link, const FlashPlan& plan) : m_link(link), m_plan(plan) {
    CHECK(isFor(plan));
    m_control = plan.erases.front().control;
    if (plan.device->flashKind == FlashKind::F4) {
        m_control |= static_cast<std::uint32_t>(plan.mode->parallelism) << parallelismShift;
    }
}

Result<bool> FirstErase::begin() {
    const Device& device = *m_plan.device;
    if (!TRY(arm())) {
        return false;
    }
    TRY(m_link.writeWord(device.coreAp, device.flashRegisters + controlOffset,
                         m_control | bitsOf(device).start));
    return true;
}

Result<bool> FirstErase::arm() {
    const Device& device = *m_plan.device;
    const Bits& bits = bitsOf(device);
    const std::uint8_t ap = device.coreAp;
    const std::uint32_t registers = device.flashRegisters;
    std::uint32_t access = 0;
    std::uint32_t status = 0;
    std::uint32_t control = 0;
    probe::StLink::Batch look;
    look.readWord(ap, registers + accessOffset, access)
        .readWord(ap, registers + statusOffset, status)
        .readWord(ap, registers + controlOffset, control);
    TRY(m_link.perform(look));
    // Keys that are written to an unlocked controller lock it until the next reset.
    if ((control & bits.lock) == 0 || (status & bits.busy) != 0 || (access & bits.caches) != 0) {
        return false;
    }
    // One at a time, because a batch that is repeated from a key would do the same.
    for (const std::uint32_t key : {firstKey, secondKey}) {
        const Result<void> written = m_link.writeWord(ap, registers + keyOffset, key);
        if (!written.ok()) {
            return written.fault().code == FaultCode::SwdFault ? Result<bool>(false)
                                                               : written.fault();
        }
    }
    probe::StLink::Batch batch;
    batch.writeWord(ap, registers + statusOffset, bits.clear)
        .writeWord(ap, registers + controlOffset, m_control);
    if (device.flashKind == FlashKind::F1) {
        batch.writeWord(ap, registers + addressOffset,
                        m_plan.erases.front().ranges.front().address);
    }
    batch.readWord(ap, registers + controlOffset, control)
        .readWord(ap, registers + statusOffset, status);
    TRY(m_link.perform(batch));
    return control == m_control && (status & (bits.busy | bits.errors)) == 0;
}

} // namespace greenlight::target
