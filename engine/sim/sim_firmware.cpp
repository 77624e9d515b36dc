#include "engine/sim/sim_firmware.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace greenlight::sim {

namespace {

constexpr std::uint32_t flashBase = 0x08000000;
constexpr std::size_t imageBytes = 1024;
constexpr std::uint32_t codeOffset = 0x80;
constexpr std::uint32_t vectors = codeOffset / 4;
constexpr std::uint32_t usualStackTop = 0x20002000;
constexpr std::uint32_t ramBase = 0x20000000;
constexpr std::uint32_t loopOffset = 0x0C; ///< of the loop at the end, from the code's start
constexpr std::uint32_t literalOffset = 0x20;
constexpr std::uint32_t firmwareDelayMillis = 3;
constexpr std::uint32_t cyclesPerTurn = 4;
constexpr std::uint32_t thumbBit = 1;

void putHalf(std::span<std::uint8_t> image, std::size_t offset, std::uint32_t value) {
    image[offset] = static_cast<std::uint8_t>(value & 0xFFU);
    image[offset + 1] = static_cast<std::uint8_t>((value >> 8U) & 0xFFU);
}

void putWord(std::span<std::uint8_t> image, std::size_t offset, std::uint32_t value) {
    putHalf(image, offset, value & 0xFFFFU);
    putHalf(image, offset + 2, value >> 16U);
}

/// Programs put their stack where the part that they are made for has RAM.
std::uint32_t stackTopOf(const ChipFacts& facts) {
    const RamFacts& ram = facts.ram.front();
    const bool small = ram.base == ramBase && ramBase + ram.bytes < usualStackTop;
    return small ? ramBase + ram.bytes : usualStackTop;
}

/// A program that counts down `turns`, stores `value` at `address` and then stays in a loop with
/// `inLoop` (a NOP or a WFI) in it.
void putProgram(std::span<std::uint8_t> image, std::uint32_t stackTop, std::uint32_t base,
                std::uint32_t turns, std::uint32_t address, std::uint32_t value,
                std::uint16_t inLoop) {
    const std::array<std::uint16_t, 8> code{
        0x4807, // ldr r0, turns
        0x3801, // subs r0, #1
        0xD1FD, // bne to the subs
        0x4907, // ldr r1, address
        0x4A07, // ldr r2, value
        0x600A, // str r2, [r1]
        inLoop,
        0xE7FD, // b to the instruction before
    };
    putWord(image, 0, stackTop);
    putWord(image, 4, (base + codeOffset) | thumbBit);
    for (std::uint32_t i = 2; i < vectors; ++i) {
        putWord(image, 4UL * i, (base + codeOffset + loopOffset) | thumbBit);
    }
    for (std::size_t i = 0; i < code.size(); ++i) {
        putHalf(image, codeOffset + 2 * i, code.at(i));
    }
    putWord(image, codeOffset + literalOffset, turns);
    putWord(image, codeOffset + literalOffset + 4, address);
    putWord(image, codeOffset + literalOffset + 8, value);
}

constexpr std::uint16_t noOperation = 0xBF00;
constexpr std::uint16_t waitForInterrupt = 0xBF30;

} // namespace

std::vector<std::uint8_t> residentFirmware(const ChipFacts& facts, BoardSpec::Resident resident) {
    if (resident == BoardSpec::Resident::Blank) {
        return {};
    }
    std::vector<std::uint8_t> image(imageBytes);
    for (std::size_t i = 0; i < image.size(); ++i) {
        image[i] = static_cast<std::uint8_t>((i * 37U) & 0xFFU); // the rest of some program
    }
    const std::uint32_t stackTop = stackTopOf(facts);
    const std::uint32_t delay = facts.resetHertz / 1000 * firmwareDelayMillis / cyclesPerTurn;
    const PinFacts& pins = facts.pins;
    switch (resident) {
    case BoardSpec::Resident::Sleeper: {
        constexpr std::uint32_t systemControl = 0xE000ED10;
        constexpr std::uint32_t sleepDeep = 4;
        putProgram(image, stackTop, flashBase, delay, systemControl, sleepDeep, waitForInterrupt);
        break;
    }
    case BoardSpec::Resident::PinThief:
        putProgram(image, stackTop, flashBase, delay, pins.address, pins.takenValue, noOperation);
        break;
    default:
        putProgram(image, stackTop, flashBase, 1, stackTop - 4, 1, noOperation);
        break;
    }
    return image;
}

std::vector<std::uint8_t> bootloaderStub(const ChipFacts& facts) {
    const std::uint32_t stackTop = stackTopOf(facts);
    std::vector<std::uint8_t> image(imageBytes, 0xFF);
    putProgram(image, stackTop, facts.systemMemory.base, 1, stackTop - 4, 0, noOperation);
    return image;
}

} // namespace greenlight::sim
