#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/link.h"
#include "engine/probe/stlink_firmware.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace greenlight::probe {

/// What it took: WAIT answers are retried here and nowhere else, and they are counted.
struct ProbeCounters {
    std::uint64_t commands = 0;
    std::uint64_t waitRetries = 0;
    std::uint64_t faultsCleared = 0;
    /// Writes to peripheral registers that did not read back equal (status 0x0D): usual there, and
    /// a fault anywhere else.
    std::uint64_t writesInDoubt = 0;
    std::uint64_t silences = 0;    ///< times it did not answer who is there
    std::uint64_t usbResets = 0;   ///< times it was reset over USB because of that
    std::uint64_t powerCycles = 0; ///< times its USB port was without power because of that
};

/// How far open() goes with a probe that says nothing, even when asked again.
enum class LastRung : std::uint8_t {
    UsbReset,  ///< it is reset over USB
    PortPower, ///< and its USB port loses its power when that does not help
};

enum class ResetLine : std::uint8_t { Low = 0, Released = 1 };

/// One opened ST-LINK in SWD use. All calls block, are bounded, and belong to one thread.
/// On destruction the probe is left clean: access ports closed, debug mode left, best effort.
class StLink {
public:
    /// Opens a session over a link: drains stale replies, wakes a silent probe by the means up to
    /// `last` (Conversation::contact), finds out the firmware and leaves
    /// whatever mode the last user left the probe in, sending only the exit that matches it (a
    /// stray EXIT locks up a V3). Faults: those of Link, ProbeFirmwareTooOld, ProbeModeStuck,
    /// ProbeNonsense.
    static Result<std::unique_ptr<StLink>> open(std::unique_ptr<Link> link, Clock& clock,
                                                LastRung last = LastRung::UsbReset);

    StLink(const StLink&) = delete;
    StLink& operator=(const StLink&) = delete;
    StLink(StLink&&) = delete;
    StLink& operator=(StLink&&) = delete;
    ~StLink();

    [[nodiscard]] const FirmwareVersion& firmware() const noexcept;
    [[nodiscard]] const Capabilities& capabilities() const noexcept;
    [[nodiscard]] const ProbeCounters& counters() const noexcept;
    [[nodiscard]] LinkCounters linkCounters() const noexcept;

    /// Millivolts at the target's supply pin; 0 when nothing is connected. Faults: ProbeNonsense
    /// when the probe's own reference reads zero.
    Result<unsigned> targetMillivolts();

    /// Asks for something whose answer has another length than that of targetMillivolts(). Where
    /// the probe answers each question with what belongs to the one before, both fail on the
    /// length; a question that is asked over and over would never find that out by itself. Faults:
    /// those of Link, ProbeNonsense.
    Result<void> checkInStep();

    /// Sets the SWD clock to the fastest setting that is not above `kilohertz`, before or after
    /// enterSwd(). Returns the nominal setting in kHz. Faults: SpeedRefused below the slowest one.
    Result<unsigned> setSwdClock(unsigned kilohertz);

    /// Bytes a second that large blocks reach at the clock that is set, about: for planning only.
    /// Each word costs 54 clocks with its turnarounds and idle cycles, a block a USB round trip
    /// (fitted to reports of dumps at 0.95 to 4 MHz on a V2 and at 24 MHz on a V3).
    [[nodiscard]] std::uint32_t bytesPerSecond() const noexcept;

    /// ENTER in SWD mode; repeated while the answer is WAIT. May be called again without leaving,
    /// which keeps the reset line as it is (a line that driveReset() holds low is driven low again,
    /// because not all firmware keeps it); all access ports are forgotten then. Sets a clock first
    /// when none has been set, because the last user's setting outlives the session. Faults:
    /// ProbeModeStuck when the probe says yes and does not enter; those of the chip.
    Result<void> enterSwd();

    /// False if the probe has nothing to leave, for certain: it is out of debug mode and holds no
    /// reset line.
    [[nodiscard]] bool mayBeInSwd() const noexcept;

    /// Leaves debug mode if the probe is in it; closes the access ports, releases nRST.
    Result<void> leaveSwd();

    /// Works outside debug mode as well. Leaving releases the line, whoever pulled it.
    Result<void> driveReset(ResetLine line);

    /// DPIDR as the probe read it when it connected (READ_IDCODES).
    Result<std::uint32_t> readDpidr();

    /// Opens an access port where the firmware knows that; once, remembered until ENTER or EXIT.
    /// Every access below does it by itself, except the reading of an IDR, which looks whether
    /// there is an access port at all. Faults: AccessPort.
    Result<void> openAp(std::uint8_t ap);
    /// Nothing happens for a port that is not open.
    Result<void> closeAp(std::uint8_t ap);

    /// DP and AP registers. `address` of a DP register is DPBANKSEL << 4 | offset; banks other than
    /// 0 need V2J32 or V3J2 (fault: ProbeFirmwareTooOld). The firmware owns SELECT: never write it.
    /// CORUNDETECT in CTRL/STAT is never set, because it confuses the firmware. A write to an
    /// access port has reached it when the call returns.
    Result<std::uint32_t> readDp(std::uint8_t address);
    Result<void> writeDp(std::uint8_t address, std::uint32_t value);
    Result<std::uint32_t> readApRegister(std::uint8_t ap, std::uint8_t address);
    Result<void> writeApRegister(std::uint8_t ap, std::uint8_t address, std::uint32_t value);

    /// One 32-bit access with its own status (READDEBUGREG, WRITEDEBUGREG).
    Result<std::uint32_t> readWord(std::uint8_t ap, std::uint32_t address);
    Result<void> writeWord(std::uint8_t ap, std::uint32_t address, std::uint32_t value);

    /// Any address and length; 8-bit accesses only where alignment forces them. A read is
    /// pipelined; a write goes block by block and ends at the first one that fails. Faults: those
    /// of the access, with its address; Alignment for a range past the end of the address space.
    Result<void> readMemory(std::uint8_t ap, std::uint32_t address, std::span<std::uint8_t> into);
    Result<void> writeMemory(std::uint8_t ap, std::uint32_t address,
                             std::span<const std::uint8_t> from);
    /// 16-bit accesses on the bus; address and size even. For flash that only takes half-words and
    /// for registers that demand them.
    /// Faults: Alignment; ProbeFirmwareTooOld before V2J26.
    Result<void> readHalfwords(std::uint8_t ap, std::uint32_t address,
                               std::span<std::uint8_t> into);
    Result<void> writeHalfwords(std::uint8_t ap, std::uint32_t address,
                                std::span<const std::uint8_t> from);

    /// Core registers by DCRSR selector, while the core is halted.
    Result<std::uint32_t> readCoreRegister(std::uint8_t ap, std::uint8_t selector);
    Result<void> writeCoreRegister(std::uint8_t ap, std::uint8_t selector, std::uint32_t value);

    /// Several operations whose USB transfers are all in flight at once, and whose statuses are
    /// looked at afterwards. Operations after a failed one may have been carried out, so a batch
    /// holds only what may be repeated: RAM, mailbox and status registers. When the answer is WAIT
    /// the batch is repeated from the operation that got it, within the retry budget.
    /// The memory named must live until perform() returns; words read are valid after success.
    class Batch {
    public:
        Batch& readWord(std::uint8_t ap, std::uint32_t address, std::uint32_t& into);
        Batch& writeWord(std::uint8_t ap, std::uint32_t address, std::uint32_t value);
        /// Core registers by DCRSR selector, while the core is halted.
        Batch& readRegister(std::uint8_t ap, std::uint8_t selector, std::uint32_t& into);
        Batch& writeRegister(std::uint8_t ap, std::uint8_t selector, std::uint32_t value);
        /// A debug port register of bank 0, where the firmware knows `dapRegisters`.
        Batch& readDp(std::uint8_t address, std::uint32_t& into);
        /// Word-aligned address and size; split into blocks as the firmware needs it.
        Batch& readMemory(std::uint8_t ap, std::uint32_t address, std::span<std::uint8_t> into);
        Batch& writeMemory(std::uint8_t ap, std::uint32_t address,
                           std::span<const std::uint8_t> from);

        [[nodiscard]] bool empty() const noexcept { return m_operations.empty(); }

        void clear() noexcept { m_operations.clear(); }

    private:
        friend class StLink;

        enum class Kind : std::uint8_t {
            ReadWord,
            WriteWord,
            ReadRegister,
            WriteRegister,
            ReadDp,
            ReadMemory,
            WriteMemory,
        };

        struct Operation {
            Kind kind;
            std::uint8_t ap;
            std::uint32_t address; ///< of a register its selector
            std::uint32_t value = 0;
            std::uint32_t* word = nullptr;
            std::span<std::uint8_t> into{};
            std::span<const std::uint8_t> from{};
        };

        std::vector<Operation> m_operations;
    };

    Result<void> perform(Batch& batch);

    /// Clears the sticky error flags of the debug port (ABORT = 0x1E) and checks that they are.
    /// Done by itself after every access that was answered with a fault.
    Result<void> clearStickyErrors();

    /// The recovery of last resort within a session: USB reset, then a fresh start as in open(),
    /// and the clock as it was. The reset line is released and debug mode left then. Faults: those
    /// of open(); ProbeNonsense when another firmware comes back.
    Result<void> recover();

private:
    class Session;
    explicit StLink(std::unique_ptr<Session> session);
    /// Adds the operation's next step and returns how many of its bytes that covers.
    std::size_t addStep(const Batch::Operation& operation, std::size_t done);
    std::unique_ptr<Session> m_session;
};

} // namespace greenlight::probe
