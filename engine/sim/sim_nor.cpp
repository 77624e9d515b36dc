#include "engine/sim/sim_nor.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace greenlight::sim {

namespace {

using namespace std::chrono_literals;

enum Instruction : std::uint8_t {
    PageProgram = 0x02,
    ReadData = 0x03,
    ReadStatus = 0x05,
    WriteEnable = 0x06,
    SectorErase = 0x20,
    ReadIdentity = 0x9F,
    ChipErase = 0xC7,
    BlockErase = 0xD8,
};

constexpr std::uint32_t pageBytes = 256;
constexpr std::uint32_t sectorBytes = 4096;
constexpr std::uint32_t blockBytes = 65536;
constexpr Duration programTime = 400us;
constexpr Duration sectorEraseTime = 45ms;
constexpr Duration blockEraseTime = 150ms;
constexpr Duration chipEraseTime = 40s;

} // namespace

void SimNor::erase(std::uint32_t address, std::uint32_t bytes, Duration takes, Instant at) {
    const auto size = static_cast<std::uint32_t>(m_cells.size());
    const std::uint32_t first = address % size / bytes * bytes;
    std::fill_n(m_cells.begin() + first, std::min(bytes, size - first), erased);
    m_busyUntil = at + takes;
}

void SimNor::write(std::uint8_t instruction, std::uint32_t address,
                   std::span<const std::uint8_t> data, Instant at) {
    if (busy(at)) {
        return;
    }
    if (instruction == WriteEnable) {
        m_writable = true;
        return;
    }
    if (!std::exchange(m_writable, false)) {
        return;
    }
    switch (instruction) {
    case PageProgram: {
        // What runs past the end of the page comes back at its start.
        const std::size_t page = address % m_cells.size() / pageBytes * pageBytes;
        for (std::uint32_t i = 0; i < data.size(); ++i) {
            m_cells[page + (address + i) % pageBytes] &= data[i];
        }
        m_busyUntil = at + programTime;
        break;
    }
    case SectorErase:
        erase(address, sectorBytes, sectorEraseTime, at);
        break;
    case BlockErase:
        erase(address, blockBytes, blockEraseTime, at);
        break;
    case ChipErase:
        erase(0, static_cast<std::uint32_t>(m_cells.size()), chipEraseTime, at);
        break;
    default:
        break;
    }
}

std::uint8_t SimNor::read(std::uint8_t instruction, std::uint32_t address, std::uint32_t offset,
                          Instant at) const {
    if (instruction == ReadStatus) {
        return static_cast<std::uint8_t>((busy(at) ? 1U : 0U) | (m_writable ? 2U : 0U));
    }
    if (busy(at)) {
        return 0;
    }
    switch (instruction) {
    case ReadData:
        return m_cells[(address + offset) % m_cells.size()];
    case ReadIdentity: {
        constexpr std::array<std::uint8_t, 3> identity{0xEF, 0x40, 0x18};
        return identity.at(offset % identity.size());
    }
    default:
        return 0;
    }
}

} // namespace greenlight::sim
