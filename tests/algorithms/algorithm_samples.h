#pragma once

#include "engine/job/algorithm_file.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace greenlight::test {

/// Bytes of one of the loaders that are built beside this, such as "None.flm".
inline std::vector<std::uint8_t> algorithmBytes(const std::string& name) {
    std::ifstream file(std::string(ALGORITHM_DIR) + "/" + name, std::ios::binary);
    EXPECT_TRUE(file.good()) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::shared_ptr<const target::FlashAlgorithm> algorithmOf(const std::string& name) {
    auto parsed = job::parseFlashAlgorithm(name, algorithmBytes(name));
    EXPECT_TRUE(parsed.ok()) << (parsed.ok() ? "" : base::toLogLine(parsed.fault()));
    return std::make_shared<const target::FlashAlgorithm>(std::move(parsed).value());
}

} // namespace greenlight::test
