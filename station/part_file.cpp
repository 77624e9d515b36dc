#include "station/part_file.h"

#include "engine/base/durable_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace greenlight::station {

namespace {

Fault notWritten(const std::filesystem::path& file, int error) {
    return {.code = FaultCode::FileNotWritten,
            .note = fmt::format("{}: {}", file.string(), std::strerror(error))};
}

} // namespace

PartFile::PartFile(std::filesystem::path name, std::FILE* file)
    : m_name(std::move(name))
    , m_part(m_name.string() + ".part")
    , m_file(file) {}

PartFile::PartFile(PartFile&& other) noexcept
    : m_name(std::move(other.m_name))
    , m_part(std::move(other.m_part))
    , m_file(std::exchange(other.m_file, nullptr))
    , m_gone(std::exchange(other.m_gone, true)) {}

PartFile::~PartFile() {
    if (m_file != nullptr) {
        (void)std::fclose(m_file);
    }
    if (!m_gone) {
        (void)::unlink(m_part.c_str());
    }
}

Result<PartFile> PartFile::begin(std::filesystem::path name) {
    const std::string part = name.string() + ".part";
    std::FILE* const file = std::fopen(part.c_str(), "wbe");
    if (file == nullptr) {
        return notWritten(part, errno);
    }
    return PartFile(std::move(name), file);
}

Result<void> PartFile::write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), m_file) != bytes.size()) {
        return notWritten(m_part, errno);
    }
    return {};
}

Result<db::FileFacts> PartFile::settle() {
    if (std::fclose(std::exchange(m_file, nullptr)) != 0) {
        return notWritten(m_part, errno);
    }
    if (const int error = base::syncFile(m_part); error != 0) {
        return notWritten(m_part, error);
    }
    return db::factsOf(m_part);
}

Result<void> PartFile::commit() {
    if (std::rename(m_part.c_str(), m_name.c_str()) != 0) {
        return notWritten(m_name, errno);
    }
    m_gone = true;
    if (const int error = base::syncFolderOf(m_name); error != 0) {
        return notWritten(m_name, error);
    }
    return {};
}

} // namespace greenlight::station
