#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace greenlight::db {

/// A recipe that became the active one.
struct Activation {
    std::uint64_t sequence = 0;
    std::string time{}; ///< as the journal writes it
    std::string recipe{};
    std::string version{};
    std::string product{};
    std::string sha256{}; ///< of recipe.toml
    std::string by{};     ///< the name of who did it
    std::string role{};   ///< empty where nobody signed in
};

/// The newest `most` activations on record, the newest first; any thread. Faults: those of
/// Database::openForReading().
Result<std::vector<Activation>> readActivations(const std::filesystem::path& file, Clock& clock,
                                                unsigned most);

} // namespace greenlight::db
