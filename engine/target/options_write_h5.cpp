#include "engine/target/option_controller.h"

#include <fmt/format.h>

// The option registers of H5, which stand twice: as they are, and 4 above as they are to be (RM0481
// 7.4.2). Those that nobody names keep what the last reset has loaded into their second copy.

namespace greenlight::target {

namespace {

constexpr std::uint32_t optkeyr = 0x0C;
constexpr std::uint32_t optcr = 0x1C;
constexpr std::uint32_t nssr = 0x20;
constexpr std::uint32_t nsccr = 0x30;
constexpr std::uint32_t lock = 1U << 0;
constexpr std::uint32_t start = 1U << 1;
constexpr std::uint32_t busy = 1U << 0;
constexpr std::uint32_t changeError = 1U << 23;
constexpr std::uint32_t programmedCopy = 4;

} // namespace

Result<void> writeOptionsH5(OptionController& flash, const OptionChange& change) {
    TRY(flash.waitWhile(nssr, busy, optionWriteLimit));
    TRY(flash.unlock(optcr, lock, optkeyr, optionKeys));
    TRY(flash.write(nsccr, changeError));
    TRY(flash.writeNamed(change, programmedCopy));
    TRY(flash.write(optcr, start));
    TRY(flash.waitWhile(nssr, busy, optionWriteLimit));
    const std::uint32_t status = TRY(flash.read(nssr));
    TRY(flash.write(optcr, lock));
    if ((status & changeError) != 0) {
        return flash.fault(FaultCode::OptionWriteFailed, fmt::format("NSSR 0x{:08X}", status));
    }
    return {};
}

} // namespace greenlight::target
