#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/probe/link.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace greenlight::probe {

/// What a probe says about its own firmware, decoded from GET_VERSION and GET_VERSION_EX.
struct FirmwareVersion {
    unsigned hardware = 0; ///< 1 V1, 2 V2 and V2-1, 3 V3, 4 V3PWR
    unsigned debug = 0;    ///< "J": JTAG/SWD
    unsigned swim = 0;     ///< "S"
    unsigned massStorage = 0; ///< "M"
    unsigned bridge = 0;   ///< "B"
    unsigned power = 0;    ///< "P"
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;

    /// As ST writes it: "V2J39S7", "V2J45M30", "V3J10M3B2".
    [[nodiscard]] std::string text() const;
};

/// What follows from a firmware version, derived once; nothing else ever compares versions.
struct Capabilities {
    bool highSpeed = false;           ///< USB high speed: a V3
    bool listedClocks = false;        ///< V3 clock list (62/61) instead of a divisor (43)
    bool mustOpenAp = false;          ///< INIT_AP before any access (V2J37, V3J7)
    bool canOpenAp = false;           ///< V2J28, V3
    bool statusWithAddress = false;   ///< GETLASTRWSTATUS2 (V2J15, V3)
    bool memory16 = false;            ///< V2J26, V3
    bool dapRegisters = false;        ///< V2J24, V3
    bool bankedDp = false;            ///< V2J32, V3J2
    bool cswArgument = false;         ///< V2J32, V3J2
    bool reEnterKeepsReset = false;   ///< a second ENTER without EXIT keeps nRST
    std::size_t maxRead = 6144;       ///< bytes of one 32/16-bit read block
    std::size_t maxWrite = 6144;      ///< bytes of one 32/16-bit write block
    std::size_t maxBytes = 64;        ///< bytes of one 8-bit block
    std::size_t autoIncrement = 0;    ///< split blocks at this boundary; 0 = firmware copes

    static Capabilities of(const FirmwareVersion& version);
};

/// What it took: WAIT answers are retried here and nowhere else, and they are counted.
struct ProbeCounters {
    std::uint64_t commands = 0;
    std::uint64_t waitRetries = 0;
    std::uint64_t faultsCleared = 0;
};

enum class ResetLine : std::uint8_t { Low = 0, Released = 1 };


/// One opened ST-LINK in SWD use. All calls block, are bounded, and belong to one thread.
/// On destruction the probe is left clean: access ports closed, debug mode left, best effort.
class StLink {
public:
    /// Opens a session over a link: drains stale replies, finds out the firmware and leaves
    /// whatever mode the last user left the probe in, sending only the exit that matches it (a
    /// stray EXIT locks up a V3). Faults: those of Link, ProbeFirmwareTooOld, ProbeModeStuck,
    /// ProbeNonsense.
    static Result<std::unique_ptr<StLink>> open(std::unique_ptr<Link> link, Clock& clock);

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

    /// Sets the SWD clock to the fastest setting that is not above `kilohertz`, before or after
    /// enterSwd(). Returns the nominal setting in kHz. Faults: SpeedRefused below the slowest one.
    Result<unsigned> setSwdClock(unsigned kilohertz);

    /// ENTER in SWD mode; repeated while the answer is WAIT. May be called again without leaving,
    /// which keeps the reset line as it is; all access ports are forgotten then.
    Result<void> enterSwd();

    /// Leaves debug mode if the probe is in it; closes the access ports, releases nRST.
    Result<void> leaveSwd();

    Result<void> driveReset(ResetLine line);

    /// DPIDR as the probe read it when it connected (READ_IDCODES).
    Result<std::uint32_t> readDpidr();

    /// Opens an access port where the firmware wants that; remembered until ENTER or EXIT.
    Result<void> openAp(std::uint8_t ap);
    Result<void> closeAp(std::uint8_t ap);

    /// DP and AP registers. `address` of a DP register is DPBANKSEL << 4 | offset.
    Result<std::uint32_t> readDp(std::uint8_t address);
    Result<void> writeDp(std::uint8_t address, std::uint32_t value);
    Result<std::uint32_t> readApRegister(std::uint8_t ap, std::uint8_t address);
    Result<void> writeApRegister(std::uint8_t ap, std::uint8_t address, std::uint32_t value);

    /// One 32-bit access with its own status (READDEBUGREG, WRITEDEBUGREG).
    Result<std::uint32_t> readWord(std::uint8_t ap, std::uint32_t address);
    Result<void> writeWord(std::uint8_t ap, std::uint32_t address, std::uint32_t value);

    /// Any address and length; 8-bit accesses only where alignment forces them.
    Result<void> readMemory(std::uint8_t ap, std::uint32_t address, std::span<std::uint8_t> into);
    Result<void> writeMemory(std::uint8_t ap, std::uint32_t address,
                             std::span<const std::uint8_t> from);
    /// 16-bit accesses on the bus; address and size even. For flash that only takes half-words and
    /// for registers that demand them.
    Result<void> readHalfwords(std::uint8_t ap, std::uint32_t address, std::span<std::uint8_t> into);

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
        /// Word-aligned address and size; split into blocks as the firmware needs it.
        Batch& readMemory(std::uint8_t ap, std::uint32_t address, std::span<std::uint8_t> into);
        Batch& writeMemory(std::uint8_t ap, std::uint32_t address,
                           std::span<const std::uint8_t> from);

        [[nodiscard]] bool empty() const noexcept { return m_operations.empty(); }

        void clear() noexcept { m_operations.clear(); }

    private:
        friend class StLink;

        enum class Kind : std::uint8_t { ReadWord, WriteWord, ReadMemory, WriteMemory };

        struct Operation {
            Kind kind;
            std::uint8_t ap;
            std::uint32_t address;
            std::uint32_t value;
            std::uint32_t* word;
            std::span<std::uint8_t> into;
            std::span<const std::uint8_t> from;
        };

        std::vector<Operation> m_operations;
    };

    Result<void> perform(Batch& batch);

    /// Clears the sticky error flags of the debug port (ABORT = 0x1E) and checks that they are.
    Result<void> clearStickyErrors();

    /// The recovery of last resort within a session: USB reset, then a fresh start as in open().
    Result<void> recover();

private:
    class Session;
    explicit StLink(std::unique_ptr<Session> session);
    std::unique_ptr<Session> m_session;
};

} // namespace greenlight::probe
