#include "engine/sim/sim_flash_l4.h"

#include <algorithm>

// Who may read and change what: write protection, code areas, securable memory, the other core.

namespace greenlight::sim::l4 {

namespace {

constexpr std::uint32_t flashSecurityDisabled = 1U << 8U; ///< FSD in SFR
constexpr std::uint32_t keptByRegression = 1U << 31U;     ///< PCROP_RDP clear keeps the area
constexpr std::uint32_t securePage = 4096;                ///< what SFSA counts in (RM0434 3.10.17)

} // namespace

bool FlashL4::inPageArea(Option area, std::uint32_t page) const noexcept {
    const std::uint32_t value = m_loaded.at(area);
    return m_variant.has(area) && page >= (value & m_variant.pageMask) &&
           page <= ((value >> 16U) & m_variant.pageMask);
}

bool FlashL4::inCodeArea(Option start, Option end, std::uint32_t inBank) const noexcept {
    if (!m_variant.has(start)) {
        return false;
    }
    const std::uint32_t unit =
        inBank /
        (m_variant.twoBanks() && !dual() ? m_variant.joinedPcropBytes : m_variant.pcropBytes);
    return unit >= (m_loaded.at(start) & m_variant.pcropMask) &&
           unit <= (m_loaded.at(end) & m_variant.pcropMask);
}

bool FlashL4::isCodeOnly(std::uint32_t offset) const noexcept {
    const std::uint32_t bank = bankOf(offset);
    const std::uint32_t inBank = offset - bankBase(bank);
    const bool first =
        inCodeArea(Pcrop1Start, Pcrop1End, inBank) || inCodeArea(Pcrop1BStart, Pcrop1BEnd, inBank);
    const bool second =
        inCodeArea(Pcrop2Start, Pcrop2End, inBank) || inCodeArea(Pcrop2BStart, Pcrop2BEnd, inBank);
    // Joined banks are one, and the registers of both apply to it.
    return dual() ? (bank == 0 ? first : second) : first || second;
}

bool FlashL4::isSecured(std::uint32_t offset) const noexcept {
    if (m_secProt == 0) {
        return false;
    }
    const std::uint32_t bank = bankOf(offset);
    const std::uint32_t page = (offset - bankBase(bank)) / pageBytes();
    if (m_variant.has(SecureFlash)) {
        return page < ((m_loaded[SecureFlash] >> (bank == 0 ? 0U : 20U)) & m_variant.pageMask);
    }
    return ((m_secProt >> (28U + bank)) & 1U) != 0 &&
           page < (m_loaded.at(bank == 0 ? Secure1 : Secure2) & m_variant.pageMask);
}

/// What does not belong to the other core.
std::uint32_t FlashL4::ownBytes() const noexcept {
    const bool shared = m_variant.secondCore && (m_loaded[Optr] & opt::securityEnabled) != 0 &&
                        (m_loaded[SecureFlash] & flashSecurityDisabled) == 0;
    return shared ? (m_loaded[SecureFlash] & 0xFFU) * securePage : array().size();
}

bool FlashL4::hides(Master master, std::uint32_t offset) const noexcept {
    if (offset >= ownBytes() || isSecured(offset)) {
        return true;
    }
    // A core may run the code of a code area and not read it; who asks is not told apart here.
    const bool debugger = master != Master::Core;
    const bool shutOut = m_variant.debugSwitch && (m_acr & acr::debugSwitch) == 0;
    return debugger && (shutOut || isCodeOnly(offset));
}

std::uint32_t FlashL4::plainBytes() const noexcept {
    if (m_secProt != 0) {
        return 0;
    }
    const bool gap = dual() && bankBase(1) != bankBytes();
    return std::min(gap || !dual() ? bankBytes() : array().size(), ownBytes());
}

bool FlashL4::writeProtected(std::uint32_t offset) const noexcept {
    const std::uint32_t bank = bankOf(offset);
    const std::uint32_t page = (offset - bankBase(bank)) / pageBytes();
    const bool first = inPageArea(Wrp1A, page) || inPageArea(Wrp1B, page);
    const bool second = inPageArea(Wrp2A, page) || inPageArea(Wrp2B, page);
    const bool area = dual() ? (bank == 0 ? first : second) : first || second;
    return area || offset >= ownBytes() || isCodeOnly(offset) || isSecured(offset);
}

bool FlashL4::pageProtected(std::uint32_t offset) const noexcept {
    const std::uint32_t step =
        m_variant.pcropMask == 0 ? pageBytes() : std::min(m_variant.pcropBytes, pageBytes());
    for (std::uint32_t i = 0; i < pageBytes(); i += step) {
        if (writeProtected(offset + i)) {
            return true;
        }
    }
    return false;
}

bool FlashL4::anyProtected(std::uint32_t bank) const noexcept {
    for (std::uint32_t offset = 0; offset < bankBytes(); offset += pageBytes()) {
        if (pageProtected(bankBase(bank) + offset)) {
            return true;
        }
    }
    return false;
}

/// Everything but what belongs to the other core, and code areas that are kept.
void FlashL4::eraseForRegression() {
    const bool keepsCode =
        m_variant.has(Pcrop1End) && (m_loaded[Pcrop1End] & keptByRegression) == 0;
    for (std::uint32_t offset = 0; offset < std::min(array().size(), ownBytes());
         offset += pageBytes()) {
        bool kept = false;
        for (std::uint32_t i = 0; keepsCode && i < pageBytes(); i += m_variant.pcropBytes) {
            kept = kept || isCodeOnly(offset + i);
        }
        if (!kept) {
            array().erase(offset, pageBytes());
        }
    }
}

} // namespace greenlight::sim::l4
