#include "station/recipe_loaders.h"

#include "engine/job/algorithm_file.h"
#include "engine/job/external.h"
#include "station/recipe_part.h"

#include <fmt/format.h>

#include <memory>
#include <span>
#include <utility>

namespace greenlight::station {

namespace {

using job::ExternalLoader;

Fault valueFault(std::string note) {
    return {.code = FaultCode::RecipeValue, .note = std::move(note)};
}

/// The way that is asked for, if it is possible, else the usual one.
Result<job::ReadWay> readWayOf(const LoaderEntry& entry, const target::FlashAlgorithm& algorithm,
                               bool described) {
    if (described && isForOwnFlash(algorithm)) {
        if (entry.readWay) {
            return valueFault(
                "[loader] read: the chip's own flash is proven like that of any chip");
        }
        return job::ReadWay::Mapped;
    }
    if (entry.readWay == job::ReadWay::Loader && algorithm.functions.read == 0) {
        return valueFault(fmt::format("[loader] read: {} has no function that reads its memory",
                                      entry.file.name));
    }
    const std::optional<job::ReadWay> way =
        entry.readWay ? entry.readWay : job::usualReadWay(algorithm);
    if (!way) {
        return valueFault(fmt::format("{}: its memory cannot be proven: it is not in the chip's "
                                      "address map, and the loader has no function to read it",
                                      entry.file.name));
    }
    return *way;
}

Result<void> requireApart(const ExternalLoader& loader, std::uint64_t from, std::uint64_t to,
                          std::string_view what) {
    if (loader.algorithm->address < to && from < loader.algorithm->end()) {
        return valueFault(fmt::format("the memory of {} overlaps {}", loader.file.name, what));
    }
    return {};
}

} // namespace

Result<LoaderEntry> readLoaderEntry(StrictTable loader) {
    LoaderEntry entry{.file = takeReleasedFile(loader)};
    if (!entry.file.name.empty() && !job::isAlgorithmName(entry.file.name)) {
        loader.complain("file", "must be an .FLM or a .stldr");
    }
    if (loader.has("read")) {
        entry.readWay = loader.word("read", job::ReadWay::Mapped, job::readWayNamed);
    }
    TRY(loader.close());
    return entry;
}

Result<std::vector<ExternalLoader>> readLoaders(const std::filesystem::path& folder,
                                                const std::vector<LoaderEntry>& entries,
                                                bool described) {
    std::vector<ExternalLoader> loaders;
    for (const LoaderEntry& entry : entries) {
        const auto bytes = TRY(readReleased(folder, entry.file, job::largestAlgorithmFile));
        auto algorithm = std::make_shared<const target::FlashAlgorithm>(
            TRY(job::parseFlashAlgorithm(entry.file.name, bytes)));
        const job::ReadWay way = TRY(readWayOf(entry, *algorithm, described));
        loaders.push_back({.file = {entry.file.name, entry.file.sha256},
                           .algorithm = std::move(algorithm),
                           .readWay = way});
    }
    return loaders;
}

Result<void> checkPlaces(const job::Recipe& recipe, std::uint32_t flashBase,
                         std::uint64_t flashBytes) {
    const std::span<const ExternalLoader> loaders(recipe.loaders);
    for (std::size_t i = 0; i < loaders.size(); ++i) {
        TRY(requireApart(loaders[i], flashBase, flashBase + flashBytes, "the chip's own flash"));
        for (const ExternalLoader& other : loaders.first(i)) {
            TRY(requireApart(loaders[i], other.algorithm->address, other.algorithm->end(),
                             fmt::format("that of {}", other.file.name)));
        }
    }
    const job::Division division = job::divide(recipe.image->segments(), loaders);
    for (std::size_t i = 0; i < loaders.size(); ++i) {
        if (division.behind[i].empty()) {
            return valueFault(fmt::format("{}: no image lies in its memory, which has {} bytes "
                                          "from 0x{:08X}",
                                          loaders[i].file.name, loaders[i].algorithm->size,
                                          loaders[i].algorithm->address));
        }
    }
    if (division.chip.empty() && recipe.described) {
        return valueFault("no image lies in the flash of the described [part]");
    }
    if (division.chip.empty() && recipe.erase == job::EraseMode::Chip) {
        return valueFault("[program] erase = \"chip\" erases the chip's own flash, and no image "
                          "lies there");
    }
    return job::checkInside(division.chip, flashBase, flashBytes);
}

} // namespace greenlight::station
