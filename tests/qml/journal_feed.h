#pragma once

#include "db/journal.h"
#include "tests/qml/hand_clock.h"
#include "tests/qml/line_feed.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace greenlight::station::view {

/// A real journal with attempts that are made up, each with the whole evidence of a real one.
class JournalFeed {
public:
    explicit JournalFeed(Clock& clock);

    [[nodiscard]] std::filesystem::path file() const { return m_scratch.path() / "journal.db"; }

    /// What is made in the following attempts.
    std::string recipeVersion = "1.4.2";
    std::string image = "firmware";
    std::string slot = "1";
    std::string operatorName = "M. Okafor";

    /// An attempt on a chip; without a fault it passes.
    void attempt(const std::string& serial, unsigned chip,
                 const std::optional<Fault>& fault = std::nullopt);

    /// The file of `image` must not be given to any board from now on.
    void revoke(const std::string& reason);

    /// The SHA-256 of a file that is called so.
    [[nodiscard]] static Digest digestOf(const std::string& image);
    /// The UID of a chip, as it is written everywhere.
    [[nodiscard]] static std::string uidOf(unsigned chip);

    /// A shift's work on eight slots, with what usually goes wrong; the last hour is this one.
    void workAShift(HandClock& clock);

    [[nodiscard]] db::Journal& journal() { return *m_journal; }

private:
    Scratch m_scratch;
    std::unique_ptr<db::Journal> m_journal;
};

} // namespace greenlight::station::view
