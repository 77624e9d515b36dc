#include "tests/qml/journal_feed.h"

#include "engine/base/sha256.h"
#include "station/revocations.h"
#include "tests/job/good_evidence.h"

#include <array>

namespace greenlight::station::view {

namespace {

using namespace std::chrono_literals;

job::ChipIdentity chipOf(unsigned number) {
    job::ChipIdentity chip = *job::goodEvidence().before;
    chip.uid = {0x33, 0x00, 0x2A, 0x00, 0x0F, 0x51};
    chip.uid.at(10) = static_cast<std::uint8_t>(number >> 8U);
    chip.uid.at(11) = static_cast<std::uint8_t>(number);
    return chip;
}

} // namespace

JournalFeed::JournalFeed(Clock& clock) {
    auto journal = db::Journal::open(file(), "line1-st3", clock);
    CHECK(journal.ok());
    m_journal = std::move(journal).value();
}

void JournalFeed::attempt(const std::string& serial, unsigned chip,
                          const std::optional<Fault>& fault) {
    job::Intent intent{.slot = slot,
                       .port = "1-1." + slot,
                       .probeSerial = "50FF6F067871515131090367",
                       .recipe = "thermostat-main",
                       .recipeVersion = recipeVersion,
                       .product = "TH-200",
                       .recipeDigest = digestOf("recipe " + recipeVersion),
                       .images = {{.name = "firmware.hex", .sha256 = digestOf(image)}},
                       .signers = {"release", "quality"},
                       .serial = serial,
                       .serialScanned = true,
                       .operatorName = operatorName,
                       .startedBy = job::StartedBy::Screen};
    job::Evidence evidence = job::goodEvidence();
    evidence.serial = serial;
    evidence.before = chipOf(chip);
    evidence.after = evidence.before;
    if (fault) {
        evidence.latch(*fault);
    }
    auto ticket = m_journal->begin(intent);
    CHECK(ticket.ok());
    CHECK(m_journal->identified(*ticket, *evidence.before, serial).ok());
    CHECK(m_journal->close(std::move(ticket).value(), evidence).ok());
}

void JournalFeed::revoke(const std::string& reason) {
    CHECK(m_journal
              ->append(db::kind::imageRevoked,
                       revocationData(base::toHex(digestOf(image)), {.name = "Quinn Ito"}, reason))
              .ok());
}

Digest JournalFeed::digestOf(const std::string& image) {
    return base::sha256(
        {reinterpret_cast<const std::uint8_t*>(image.data()), image.size()}); // NOLINT
}

std::string JournalFeed::uidOf(unsigned chip) { return base::toHex(chipOf(chip).uid); }

void JournalFeed::workAShift(HandClock& clock) {
    const std::array faults{Fault{.code = FaultCode::SwdNoAnswer, .stage = Stage::Connect},
                            Fault{.code = FaultCode::DigestMismatch, .stage = Stage::Verify},
                            Fault{.code = FaultCode::SwdNoAnswer, .stage = Stage::Connect},
                            Fault{.code = FaultCode::DeviceMismatch, .stage = Stage::Identify}};
    unsigned number = 0;
    unsigned bad = 0;
    for (unsigned hour = 0; hour < 5; ++hour) {
        for (unsigned i = 0; i < 24 + 7 * (hour % 3); ++i) {
            slot = std::to_string(number % 8 + 1);
            operatorName = hour < 3 ? "M. Okafor" : "J. Lindqvist";
            const std::string serial = "TH200-" + std::to_string(100'400 + ++number);
            if (number % 17 == 5 || (slot == "3" && number % 2 == 0)) {
                attempt(serial, number, faults.at(bad++ % faults.size()));
            }
            if (number % 34 != 5) {
                attempt(serial, number);
            }
        }
        if (hour != 4) {
            clock.sleepFor(1h);
        }
    }
}

} // namespace greenlight::station::view
