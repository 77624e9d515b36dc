#pragma once

#include <cstdint>
#include <filesystem>

namespace greenlight::db {

/// Seconds between the attempts of a made journal: a station with sixteen slots that stands still
/// never.
inline constexpr std::int64_t secondsOfBigAttempt = 3;

/// Makes a journal of so many attempts, or goes on with one, by the journal's own calls: sixteen
/// slots and probes, two products with two versions each, three people in shifts; one attempt in
/// forty fails and its unit comes again. Serials are "U" and nine digits, without gaps from 1.
/// Tells standard error how far it is.
void makeBigJournal(const std::filesystem::path& file, std::uint64_t attempts);

/// While one exists, this process does not wait for the disk: what is written is in the kernel's
/// hands and would not outlive a power cut. For making journals that are thrown away.
class DiskNotAwaited {
public:
    DiskNotAwaited();
    DiskNotAwaited(const DiskNotAwaited&) = delete;
    DiskNotAwaited& operator=(const DiskNotAwaited&) = delete;
    DiskNotAwaited(DiskNotAwaited&&) = delete;
    DiskNotAwaited& operator=(DiskNotAwaited&&) = delete;
    ~DiskNotAwaited();
};

} // namespace greenlight::db
