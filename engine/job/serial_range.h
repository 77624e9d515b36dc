#pragma once

#include "engine/job/check_digit.h"

#include <cstdint>
#include <string>

namespace greenlight::job {

/// Serial numbers that a station gives out by itself: a text, and a number of fixed width behind
/// it, with its check digit where there is one, counted from `first` to `last`, both included. Who
/// gives out which number is the journal's.
struct SerialRange {
    std::string prefix{};
    unsigned digits = 0; ///< the number is padded with zeros to this many
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    CheckDigit check = CheckDigit::None; ///< what is put behind the number

    /// What its serials have in common, such as "TH200-######": ranges that print alike share their
    /// numbers.
    [[nodiscard]] std::string series() const;

    /// The serial with this number, which has to be in the range.
    [[nodiscard]] std::string serial(std::uint64_t number) const;
};

/// Digits of a counted number at most: all of them fit a signed 64-bit integer.
inline constexpr unsigned mostRangeDigits = 18;

} // namespace greenlight::job
